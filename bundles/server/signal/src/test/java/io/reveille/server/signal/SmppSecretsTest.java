/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The password is in no log, whatever goes wrong. */
@Timeout(60)
class SmppSecretsTest {
    private static final List<String> SECRETS =
            List.of("s3cret", Smsc.PASSWORD, hex("s3cret"), hex(Smsc.PASSWORD));

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger library = (Logger) LoggerFactory.getLogger("org.jsmpp");
    private final Level rootLevel = root.getLevel();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (event.getLoggerName().contains("Server")) {
                        return; // the centre in this test, which has a log of its own
                    }
                    logged.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
                }
            };

    @BeforeEach
    void listen() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.detachAppender("STDOUT");
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        library.setLevel(Level.TRACE);
    }

    @AfterEach
    void silence() {
        root.setLevel(rootLevel);
        library.setLevel(Level.OFF);
        root.detachAppender(appender);
    }

    @Test
    void neither_when_it_is_right_nor_when_it_is_wrong(@TempDir Path directory) throws Exception {
        try (Smsc smsc = Smsc.open()) {
            Path file = Gateways.password(directory, "s3cret-x");
            SmppSettings settings = Gateways.settings("127.0.0.1", smsc.port(), file);
            try (SmppRoute route = SmppRoute.start(settings)) {
                await().until(() -> route.health().text().contains("refused"));
                Gateways.password(directory, "s3cret-far-too-long");
                await().until(() -> route.health().text().contains("up to 8 ASCII characters"));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
                await().until(
                                () ->
                                        route.health()
                                                .text()
                                                .endsWith("is open to others: chmod 600 " + file));
                Files.delete(file);
                await().until(() -> route.health().text().contains("does not exist"));
                Gateways.password(directory, Smsc.PASSWORD);
                await().until(() -> route.health().text().startsWith("bound"));
                assertThat(settings + route.health().text())
                        .doesNotContain("s3cret")
                        .doesNotContain(Smsc.PASSWORD);
            }
        }
        assertThat(logged).isNotEmpty();
        assertThat(logged).noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
