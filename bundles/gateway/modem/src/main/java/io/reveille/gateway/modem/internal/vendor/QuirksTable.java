/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.vendor;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.modem.internal.at.LineVocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The quirks of all makers, read from {@code quirks.properties} beside this class, and changed by a
 * configuration.
 */
public final class QuirksTable implements LineVocabulary {
    private static final String STANDARD = "standard";
    private static final Set<String> COMMON =
            Set.of("makers", "restart", "notice", "nitz.utc", "nitz.local");
    private static final Set<String> OF_A_MAKER =
            Set.of(
                    "match",
                    "iccid",
                    "setup",
                    "storages",
                    "format",
                    "charsets",
                    "clock.setup",
                    "clock.proof",
                    "clock.utc",
                    "clock.local",
                    "clock");
    private static final Pattern COMMAND = Pattern.compile("AT[\\x20-\\x7E]{0,254}");
    private static final int MOST_CHANGES = 200;
    private static final int LONGEST_CHANGE = 2_000;

    private final Properties properties;
    private final Pattern restart;
    private final Pattern notice;
    private final Pattern universalTime;
    private final Pattern localTime;
    private final List<Quirks> makers;

    private QuirksTable(Properties properties) {
        this.properties = properties;
        this.restart = anyOf("restart");
        this.notice = anyOf("notice");
        this.universalTime = anyOf("nitz.utc");
        this.localTime = anyOf("nitz.local");
        this.makers = list("makers").stream().map(this::maker).toList();
    }

    /** Reads the table. */
    public static QuirksTable load() {
        return load(Map.of());
    }

    /**
     * Reads the table and changes it.
     *
     * @param changes values that replace those in the table or add to it, by the keys there; a
     *     maker that is only here comes before the others
     * @throws IllegalArgumentException whose message begins with the key that can't be used
     */
    public static QuirksTable load(Map<String, String> changes) {
        Properties properties = new Properties();
        try (InputStream in = QuirksTable.class.getResourceAsStream("quirks.properties")) {
            if (in == null) {
                throw new IllegalStateException("quirks.properties is missing from this bundle");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("quirks.properties can't be read", e);
        }
        if (changes.size() > MOST_CHANGES) {
            throw new IllegalArgumentException("more than " + MOST_CHANGES + " quirks");
        }
        changes.forEach((key, value) -> change(properties, key, value));
        return new QuirksTable(properties);
    }

    private static void change(Properties properties, String key, String value) {
        int dot = key.indexOf('.');
        if (!COMMON.contains(key)
                && (dot < 1
                        || !key.substring(0, dot).matches("[a-z0-9-]{1,30}")
                        || !OF_A_MAKER.contains(key.substring(dot + 1)))) {
            throw new IllegalArgumentException(
                    key
                            + ": there is no such quirk; write "
                            + String.join(", ", COMMON.stream().sorted().toList())
                            + " or MAKER. and one of "
                            + String.join(", ", OF_A_MAKER.stream().sorted().toList()));
        }
        if (value.length() > LONGEST_CHANGE) {
            throw new IllegalArgumentException(key + ": longer than " + LONGEST_CHANGE);
        }
        String maker = dot < 0 ? "" : key.substring(0, dot);
        String makers = properties.getProperty("makers");
        if (!COMMON.contains(key)
                && !maker.equals(STANDARD)
                && !Arrays.asList(makers.split("\\|")).contains(maker)) {
            properties.setProperty("makers", maker + "|" + makers);
        }
        properties.setProperty(key, value);
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

    /** The time that a line said unasked tells, when it does. */
    public Optional<NetworkTime> time(String line) {
        if (universalTime.matcher(line).matches()) {
            return TimeText.read(line, true);
        }
        return localTime.matcher(line).matches() ? TimeText.read(line, false) : Optional.empty();
    }

    private Quirks maker(String name) {
        return new Quirks(
                name,
                pattern(name + ".match", value(name, "match")),
                commands(name, "iccid"),
                commands(name, "setup"),
                split(value(name, "storages")),
                format(name),
                split(value(name, "charsets")),
                new ClockQuirks(
                        commands(name, "clock.setup"),
                        commands(name, "clock.proof"),
                        commands(name, "clock.utc"),
                        commands(name, "clock.local"),
                        commands(name, "clock")));
    }

    private Quirks.Format format(String maker) {
        try {
            return Quirks.Format.valueOf(value(maker, "format").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    maker + ".format: write any, pdu or text, not " + value(maker, "format"), e);
        }
    }

    private List<String> commands(String maker, String key) {
        List<String> commands = split(value(maker, key));
        for (String command : commands) {
            if (!COMMAND.matcher(command).matches()) {
                throw new IllegalArgumentException(
                        maker + "." + key + ": a command begins with AT, not " + command);
            }
        }
        return commands;
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
        return pattern(
                key,
                list(key).stream()
                        .map(part -> "(?:" + part + ")")
                        .collect(Collectors.joining("|")));
    }

    private static Pattern pattern(String key, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
