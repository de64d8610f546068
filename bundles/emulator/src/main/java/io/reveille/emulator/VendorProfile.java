/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Whose modem is emulated: what it says of itself, and where it departs from the standards.
 *
 * <p>Profiles are data: one file each among the resources, with what is not in it taken from {@code
 * generic}.
 *
 * @param name what the options call it
 * @param boot the lines that a restart ends with
 * @param storages message storages and how many messages each holds
 * @param receiving the storage for received messages after a restart
 * @param indications what {@code +CNMI=?} answers
 * @param accepted what {@code +CNMI} really accepts, which may be less
 * @param services the message services that {@code +CSMS} accepts, the first being the one after a
 *     restart
 * @param iccid the command that tells the SIM card's number, and how its answer begins
 * @param unsupported what is answered to an unknown command
 * @param without commands that are unknown to it
 * @param withoutOk commands that it answers without a final {@code OK}
 * @param prompt how it asks for a message's text
 * @param fullNotice what it says when a message found no room; empty for nothing
 * @param busyAfterBoot whether the first {@code +CPIN?} and the first {@code +CPMS=} after a
 *     restart are answered with SIM busy
 * @param formats the message formats that {@code +CMGF} accepts: 0 PDU mode, 1 text mode; the last
 *     is the one after a restart
 * @param charsets the character sets that {@code +CSCS} accepts, the first being the one after a
 *     restart
 * @param clock the commands that it has for the time
 * @param timeNotice what it says, beside {@code +CTZV} and {@code +CTZE}, when the network tells
 *     the time; with {@code {yyyy}}, {@code {yy}}, {@code {MM}}, {@code {dd}}, {@code {HH}}, {@code
 *     {mm}}, {@code {ss}} and {@code {zz}} in it, or empty
 * @param timeNoticeUniversal whether that is in universal time
 */
public record VendorProfile(
        String name,
        String manufacturer,
        String model,
        String revision,
        List<String> boot,
        Map<String, Integer> storages,
        String receiving,
        String indications,
        String accepted,
        List<Integer> services,
        List<String> iccid,
        String unsupported,
        List<String> without,
        List<String> withoutOk,
        String prompt,
        String fullNotice,
        boolean busyAfterBoot,
        List<Integer> formats,
        List<String> charsets,
        List<String> clock,
        String timeNotice,
        boolean timeNoticeUniversal) {

    /** The names of all profiles. */
    public static final List<String> NAMES =
            List.of(
                    "generic",
                    "huawei",
                    "quectel",
                    "simcom",
                    "telit",
                    "ublox",
                    "zte",
                    "cinterion",
                    "sierra",
                    "awkward",
                    "text-ucs2",
                    "text-ira",
                    "text-gsm");

    public VendorProfile {
        boot = List.copyOf(boot);
        storages = Map.copyOf(storages);
        services = List.copyOf(services);
        iccid = List.copyOf(iccid);
        without = List.copyOf(without);
        withoutOk = List.copyOf(withoutOk);
        formats = List.copyOf(formats);
        charsets = List.copyOf(charsets);
        clock = List.copyOf(clock);
    }

    /**
     * The profile of a name.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static VendorProfile named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no modem profile "
                            + name
                            + "; there are "
                            + String.join(", ", NAMES));
        }
        Properties generic = load("generic", new Properties());
        return read(name, load(name, generic));
    }

    private static Properties load(String name, Properties defaults) {
        Properties properties = new Properties(defaults);
        try (InputStream in =
                VendorProfile.class.getResourceAsStream("profiles/" + name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "the profile " + name + " is missing from this bundle");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the profile " + name + " can't be read", e);
        }
        return properties;
    }

    private static VendorProfile read(String name, Properties from) {
        return new VendorProfile(
                name,
                from.getProperty("manufacturer"),
                from.getProperty("model"),
                from.getProperty("revision"),
                list(from, "boot"),
                storages(list(from, "storages")),
                from.getProperty("receiving"),
                from.getProperty("indications"),
                from.getProperty("indications.accepted", from.getProperty("indications")),
                list(from, "services").stream().map(Integer::valueOf).toList(),
                list(from, "iccid"),
                from.getProperty("unsupported"),
                list(from, "without"),
                list(from, "without.ok"),
                from.getProperty("prompt"),
                from.getProperty("full.notice"),
                Boolean.parseBoolean(from.getProperty("busy.after.boot")),
                list(from, "formats").stream().map(Integer::valueOf).toList(),
                list(from, "charsets"),
                list(from, "clock"),
                from.getProperty("time.notice"),
                Boolean.parseBoolean(from.getProperty("time.notice.universal")));
    }

    /** What stands between bars. */
    private static List<String> list(Properties from, String key) {
        return Arrays.stream(from.getProperty(key).split("\\|"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Map<String, Integer> storages(List<String> parts) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String part : parts) {
            String[] nameAndSize = part.split("=");
            sizes.put(nameAndSize[0], Integer.valueOf(nameAndSize[1]));
        }
        return sizes;
    }
}
