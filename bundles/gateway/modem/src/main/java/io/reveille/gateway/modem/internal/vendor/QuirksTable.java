/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.internal.at.LineVocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The quirks of all makers, read from {@code quirks.properties} beside this class. */
public final class QuirksTable implements LineVocabulary {
    private static final String STANDARD = "standard";

    private final Properties properties;
    private final Pattern restart;
    private final Pattern notice;
    private final List<Quirks> makers;

    private QuirksTable(Properties properties) {
        this.properties = properties;
        this.restart = anyOf("restart");
        this.notice = anyOf("notice");
        this.makers = list("makers").stream().map(this::maker).toList();
    }

    /** Reads the table. */
    public static QuirksTable load() {
        Properties properties = new Properties();
        try (InputStream in = QuirksTable.class.getResourceAsStream("quirks.properties")) {
            if (in == null) {
                throw new IllegalStateException("quirks.properties is missing from this bundle");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("quirks.properties can't be read", e);
        }
        return new QuirksTable(properties);
    }

    /** The quirks of the maker of this modem, or none but the standards'. */
    public Quirks of(ModemStatus.Identity identity) {
        return makers.stream()
                .filter(maker -> maker.fit(identity))
                .findFirst()
                .orElseGet(() -> maker(STANDARD));
    }

    /** All makers with quirks. */
    public List<Quirks> makers() {
        return makers;
    }

    @Override
    public boolean isRestart(String line) {
        return restart.matcher(line).matches();
    }

    @Override
    public boolean isNotice(String line) {
        return notice.matcher(line).matches();
    }

    private Quirks maker(String name) {
        return new Quirks(
                name,
                Pattern.compile(value(name, "match")),
                split(value(name, "iccid")),
                split(value(name, "setup")),
                split(value(name, "storages")));
    }

    private String value(String maker, String key) {
        return properties.getProperty(
                maker + "." + key, properties.getProperty(STANDARD + "." + key));
    }

    private List<String> list(String key) {
        return split(properties.getProperty(key));
    }

    private static List<String> split(String value) {
        return Arrays.stream(value.split("\\|"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Pattern anyOf(String key) {
        return Pattern.compile(
                list(key).stream()
                        .map(part -> "(?:" + part + ")")
                        .collect(Collectors.joining("|")));
    }
}
