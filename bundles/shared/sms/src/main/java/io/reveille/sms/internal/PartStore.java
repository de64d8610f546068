/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Address;
import io.reveille.sms.SmsDeliver;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Messages by key, oldest first, with the octets they hold counted. */
public final class PartStore {
    private final Map<MessageKey, Parts> messages = new LinkedHashMap<>();
    private int octets;

    public int size() {
        return messages.size();
    }

    public Optional<Parts> parts(MessageKey key) {
        return Optional.ofNullable(messages.get(key));
    }

    public Parts begin(MessageKey key, Instant now) {
        Parts parts = new Parts(key.total(), now);
        messages.put(key, parts);
        return parts;
    }

    /** Takes over a message with all that it holds. */
    public void put(MessageKey key, Parts parts) {
        messages.put(key, parts);
        octets += parts.octets();
    }

    /** Adds a part to a message of this store. */
    public void add(Parts parts, int sequence, SmsDeliver part) {
        int before = parts.octets();
        parts.put(sequence, part);
        octets += parts.octets() - before;
    }

    public void remove(MessageKey key) {
        Parts parts = messages.remove(key);
        if (parts != null) {
            octets -= parts.octets();
        }
    }

    /** Drops what began before a time. A clock set back makes nothing older. */
    public void dropOlderThan(Instant time) {
        Iterator<Parts> each = messages.values().iterator();
        while (each.hasNext()) {
            Parts parts = each.next();
            if (parts.begun().isBefore(time)) {
                each.remove();
                octets -= parts.octets();
            }
        }
    }

    /** Drops the oldest until so many messages hold so many octets at most. */
    public void shrinkTo(int mostMessages, int mostOctets) {
        Iterator<Parts> each = messages.values().iterator();
        while (messages.size() > mostMessages || octets > mostOctets) {
            octets -= each.next().octets();
            each.remove();
        }
    }

    /** Makes room for one more message of a sender, who may have so many. */
    public void keepBelow(int most, Address sender) {
        long own = messages.keySet().stream().filter(key -> isOf(key, sender)).count();
        Iterator<Map.Entry<MessageKey, Parts>> each = messages.entrySet().iterator();
        while (own >= most) {
            Map.Entry<MessageKey, Parts> oldest = each.next();
            if (isOf(oldest.getKey(), sender)) {
                octets -= oldest.getValue().octets();
                each.remove();
                own--;
            }
        }
    }

    private static boolean isOf(MessageKey key, Address sender) {
        return key.originator().equals(sender);
    }
}
