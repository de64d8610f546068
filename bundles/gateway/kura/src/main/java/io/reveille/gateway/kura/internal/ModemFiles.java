/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SimPin;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the configuration keeps in files of its own: the SIM's PIN, and a modem's quirks. */
final class ModemFiles {
    private static final int MOST_OCTETS = 65_536;

    private ModemFiles() {}

    /**
     * The settings with what is in the files.
     *
     * @throws IOException whose message begins with the key of the file that can't be used, and
     *     says what to do
     */
    static ModemSettings settings(GatewayConfiguration configuration) throws IOException {
        ModemSettings settings = ModemSettings.defaults();
        if (configuration.pinFile().isPresent()) {
            Path file = configuration.pinFile().get();
            String pin = read("sim.pin.file", file).strip();
            try {
                settings = settings.withPin(SimPin.of(pin));
            } catch (IllegalArgumentException e) {
                throw new IOException("sim.pin.file: " + file + ": " + e.getMessage(), e);
            }
        }
        if (configuration.quirksFile().isPresent()) {
            Path file = configuration.quirksFile().get();
            try {
                settings = settings.withQuirks(quirks(read("modem.quirks.file", file)));
            } catch (IllegalArgumentException e) {
                throw new IOException("modem.quirks.file: " + file + ": " + e.getMessage(), e);
            }
        }
        return settings;
    }

    private static Map<String, String> quirks(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> quirks = new TreeMap<>();
        properties.stringPropertyNames().forEach(k -> quirks.put(k, properties.getProperty(k)));
        return quirks;
    }

    private static String read(String key, Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_OCTETS) {
                throw new IOException(key + ": " + file + " is larger than 64 KiB");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(
                    key + ": " + file + " cannot be read: make it readable for the gateway", e);
        }
    }
}
