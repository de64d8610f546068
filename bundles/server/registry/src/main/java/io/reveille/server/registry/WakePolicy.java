/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.SignalChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How one gateway is to be woken.
 *
 * @param channels the allowed ones, the preferred first; empty allows all
 * @param order how the routes of these channels are chosen
 */
public record WakePolicy(List<SignalChannel> channels, WakeOrder order) {
    /** All channels, the cheapest first. */
    public static final WakePolicy DEFAULT = new WakePolicy(List.of(), WakeOrder.CHEAPEST);

    public WakePolicy {
        channels = List.copyOf(channels);
        EnumSet<SignalChannel> seen = EnumSet.noneOf(SignalChannel.class);
        for (SignalChannel channel : channels) {
            if (!seen.add(channel)) {
                throw new IllegalArgumentException("channel " + word(channel) + " is named twice");
            }
        }
    }

    /** Whether requests may go by the channel. */
    public boolean allows(SignalChannel channel) {
        return channels.isEmpty() || channels.contains(channel);
    }

    /** The channel's place, 0 for the most preferred. */
    public int preference(SignalChannel channel) {
        int place = channels.indexOf(channel);
        return place < 0 ? channels.size() : place;
    }

    /**
     * Reads channels separated by commas, such as {@code sms,mqtt,email}; none from a blank text.
     *
     * @throws IllegalArgumentException if a word is no channel
     */
    public static List<SignalChannel> channels(String text) {
        List<SignalChannel> channels = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            if (!text.isBlank()) {
                channels.add(constant(SignalChannel.values(), word, "channel", "sms, email, mqtt"));
            }
        }
        return channels;
    }

    /**
     * Reads {@code cheapest}, {@code parallel} or {@code healthy}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static WakeOrder order(String text) {
        return constant(WakeOrder.values(), text, "policy", "cheapest, parallel, healthy");
    }

    /** Such as {@code sms,mqtt}; empty when all are allowed. */
    public String channelsText() {
        return channels.stream().map(WakePolicy::word).collect(Collectors.joining(","));
    }

    /** Such as {@code cheapest}. */
    public String orderText() {
        return word(order);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <T extends Enum<T>> T constant(T[] all, String word, String what, String known) {
        return Arrays.stream(all)
                .filter(constant -> word(constant).equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s '%s' is none of %s".formatted(what, word, known)));
    }
}
