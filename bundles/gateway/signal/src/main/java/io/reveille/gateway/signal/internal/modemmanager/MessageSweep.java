/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.modemmanager;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the messages of all modems that are meant, and offers each that came in, once. */
public final class MessageSweep {
    private static final Logger LOG = LoggerFactory.getLogger(MessageSweep.class);

    /** A SIM and a modem together hold a few hundred. */
    private static final int MOST_MESSAGES = 2_000;

    private final Optional<String> imei;
    private final Taker taker;
    private final Set<String> left = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private String owner = "";

    /** Decides about a message. */
    public interface Taker {
        /** What becomes of it. */
        Disposition offer(ManagedSms message);
    }

    /** What becomes of a message. */
    public enum Disposition {
        /** It is deleted. */
        TAKEN,
        /** It stays and is not offered again. */
        LEFT,
        /** It stays and is offered again in the next sweep. */
        LATER
    }

    /**
     * What a sweep found.
     *
     * @param modems those that are meant
     * @param later whether some message is to be offered again
     * @param undeleted how many messages were taken and cannot be deleted
     */
    public record Found(List<ManagedModem> modems, boolean later, int undeleted) {}

    /**
     * @param imei of the modem that is meant; all if empty
     */
    public MessageSweep(Optional<String> imei, Taker taker) {
        this.imei = imei;
        this.taker = taker;
    }

    /** Goes through all of them. */
    public Found run(ModemManagerBus bus) throws IOException {
        String now = bus.owner();
        if (!now.equals(owner)) {
            left.clear(); // another process counts its objects anew
            taken.clear();
            owner = now;
        }
        List<ManagedModem> modems =
                bus.modems().stream()
                        .filter(modem -> imei.isEmpty() || imei.get().equals(modem.imei()))
                        .toList();
        boolean later = false;
        Set<String> there = new HashSet<>();
        for (ManagedModem modem : modems) {
            if (modem.messages() && modem.isEnabled()) {
                List<String> messages = bus.messages(modem);
                messages = messages.subList(0, Math.min(messages.size(), MOST_MESSAGES));
                there.addAll(messages);
                later |= offer(bus, modem, messages);
            }
        }
        left.retainAll(there);
        taken.retainAll(there);
        return new Found(modems, later, taken.size());
    }

    private boolean offer(ModemManagerBus bus, ManagedModem modem, List<String> messages)
            throws IOException {
        boolean later = false;
        for (String path : messages) {
            if (left.contains(path)) {
                continue;
            }
            if (taken.contains(path)) {
                delete(bus, modem, path);
                continue;
            }
            ManagedSms message = bus.read(path);
            if (!message.received()) {
                continue;
            }
            switch (taker.offer(message)) {
                case TAKEN -> delete(bus, modem, path);
                case LEFT -> left.add(path);
                case LATER -> later = true;
            }
        }
        return later;
    }

    /** One that cannot be deleted keeps nobody from the others, and is not offered again. */
    private void delete(ModemManagerBus bus, ManagedModem modem, String path) {
        taken.add(path);
        try {
            bus.delete(modem, path);
            taken.remove(path);
        } catch (IOException e) {
            LOG.debug("{} is tried again later", path, e);
        }
    }
}
