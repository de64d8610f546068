/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway says about its keys when it dials, so that the proxy knows what to bring: {@code
 * list=12,key=3,psk=1,cert=340}.
 *
 * @param list the version of its key list, 0 for none; up to 2^32 - 1
 * @param key the generation of its newest sealing key that the fleet is known to use, 0 to 255
 * @param psk the epoch of its newest pre-shared key, 0 for none; up to 255
 * @param certificateDays whole days that its certificate is still valid, where the gateway knows
 *     the time; 0 to 99999
 */
public record GatewayState(long list, int key, int psk, OptionalInt certificateDays) {

    /** Of a gateway that says nothing. */
    public static final GatewayState NONE = new GatewayState(0, 0, 0, OptionalInt.empty());

    private static final int MAXIMUM_CHARACTERS = 100;
    private static final int MOST_DAYS = 99_999;
    private static final long LAST_VERSION = 0xFFFF_FFFFL;
    private static final Pattern ITEM = Pattern.compile("([a-z]{3,4})=([0-9]{1,10})");

    /**
     * @throws IllegalArgumentException when a value is out of its range
     */
    public GatewayState {
        Ranges.check("version of the key list", list, 0, LAST_VERSION);
        Ranges.check("generation", key, 0, 0xFF);
        Ranges.check("epoch", psk, 0, 0xFF);
        certificateDays.ifPresent(days -> Ranges.check("days", days, 0, MOST_DAYS));
    }

    /**
     * The state in a header's value. What is malformed, out of range, told twice or unknown is left
     * out; any text gives a result.
     */
    public static GatewayState parse(String value) {
        Map<String, Long> items = new HashMap<>();
        if (value.length() <= MAXIMUM_CHARACTERS) {
            for (String text : value.split(",", -1)) {
                Matcher item = ITEM.matcher(text.strip());
                if (item.matches()) {
                    items.putIfAbsent(item.group(1), Long.parseLong(item.group(2)));
                }
            }
        }
        long days = upTo(MOST_DAYS, items.getOrDefault("cert", -1L), -1);
        return new GatewayState(
                upTo(LAST_VERSION, items.getOrDefault("list", 0L), 0),
                (int) upTo(0xFF, items.getOrDefault("key", 0L), 0),
                (int) upTo(0xFF, items.getOrDefault("psk", 0L), 0),
                days < 0 ? OptionalInt.empty() : OptionalInt.of((int) days));
    }

    private static long upTo(long most, long value, long otherwise) {
        return value <= most ? value : otherwise;
    }

    /** The header's value. */
    public String format() {
        String keys = "list=%d,key=%d,psk=%d".formatted(list, key, psk);
        return certificateDays.isPresent() ? keys + ",cert=" + certificateDays.getAsInt() : keys;
    }
}
