/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and deletes stored messages (3GPP TS 27.005 sections 4.1, 4.2, 3.5.4). */
final class MessageReader {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);
    private static final int HIGHEST_RECEIVED_STATUS = 1; // 0 unread, 1 read; 2 and 3 are our own

    private final At at;
    private final Memories memories;

    MessageReader(At at, Memories memories) {
        this.at = at;
        this.memories = memories;
    }

    /** The message at one place, if there is one. */
    Optional<StoredSms> read(Location location) throws ModemUpsetException {
        if (!memories.select(location.memory())) {
            LOG.warn("The modem announced a message in {}, which can't be read", location.memory());
            return Optional.empty();
        }
        AtAnswer answer = at.pdus("AT+CMGR=" + location.index());
        requirePduMode(answer);
        return answer.pdus().stream()
                .filter(pdu -> isReceived(AtValues.ofLine(pdu.header()).number(0)))
                .findFirst()
                .map(pdu -> new StoredSms(Optional.of(location), pdu));
    }

    /** All received messages in a storage; nothing when it can't be listed now. */
    Optional<List<StoredSms>> list(String memory) throws ModemUpsetException {
        if (!memories.select(memory)) {
            return Optional.empty();
        }
        AtAnswer answer = at.pdus("AT+CMGL=4");
        requirePduMode(answer);
        if (!answer.isOk()) {
            LOG.debug("{} can't be listed: {}", memory, answer.describe());
            return Optional.empty();
        }
        List<StoredSms> messages = new ArrayList<>();
        for (PduLine pdu : answer.pdus()) {
            AtValues values = AtValues.ofLine(pdu.header());
            if (values.number(0).isPresent() && isReceived(values.number(1))) {
                Location location = new Location(memory, values.number(0).getAsInt());
                messages.add(new StoredSms(Optional.of(location), pdu));
            }
        }
        return Optional.of(messages);
    }

    /** Deletes a message; false when that can't be done now. */
    boolean delete(Location location) throws ModemUpsetException {
        if (!memories.select(location.memory())) {
            return false;
        }
        AtAnswer answer = at.run("AT+CMGD=" + location.index());
        if (!answer.isOk()) {
            LOG.warn("The message at {} can't be deleted: {}", location, answer.describe());
        }
        return answer.isOk();
    }

    /** A header without a PDU means that the modem has fallen back to text mode. */
    private static void requirePduMode(AtAnswer answer) throws ModemUpsetException {
        if (answer.isOk() && answer.lines().size() != answer.pdus().size()) {
            throw new ModemUpsetException("the modem shows messages without their PDU", false);
        }
    }

    private static boolean isReceived(OptionalInt status) {
        return status.isPresent() && status.getAsInt() <= HIGHEST_RECEIVED_STATUS;
    }
}
