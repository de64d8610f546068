/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and deletes stored messages (3GPP TS 27.005 sections 4.1, 4.2, 3.5.4). */
final class MessageReader {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    private final At at;
    private final MessageFormat format;
    private final Memories memories;

    MessageReader(At at, MessageFormat format, Memories memories) {
        this.at = at;
        this.format = format;
        this.memories = memories;
    }

    /** The message at one place, if there is one. */
    Optional<StoredSms> read(Location location) throws ModemUpsetException {
        if (!memories.select(location.memory())) {
            LOG.warn("The modem announced a message in {}, which can't be read", location.memory());
            return Optional.empty();
        }
        String command = "AT+CMGR=" + location.index();
        AtAnswer answer = format.isText() ? at.messageText(command) : at.pdus(command);
        requirePdus(answer);
        return answer.pdus().stream()
                .filter(pdu -> format.isReceived(AtValues.ofLine(pdu.header()), 0))
                .findFirst()
                .map(pdu -> new StoredSms(Optional.of(location), pdu, format));
    }

    /** All received messages in a storage; nothing when it can't be listed now. */
    Optional<List<StoredSms>> list(String memory) throws ModemUpsetException {
        if (!memories.select(memory)) {
            return Optional.empty();
        }
        AtAnswer answer = format.isText() ? headers() : at.pdus("AT+CMGL=4");
        requirePdus(answer);
        if (!answer.isOk()) {
            LOG.debug("{} can't be listed: {}", memory, answer.describe());
            return Optional.empty();
        }
        List<StoredSms> messages = new ArrayList<>();
        if (format.isText()) {
            for (String header : answer.lines()) { // which lacks what kind of message it is
                Optional<Location> location = location(memory, AtValues.ofLine(header));
                if (location.isPresent()) {
                    read(location.get()).ifPresent(messages::add);
                }
            }
            return Optional.of(messages);
        }
        for (PduLine pdu : answer.pdus()) {
            location(memory, AtValues.ofLine(pdu.header()))
                    .map(location -> new StoredSms(Optional.of(location), pdu, format))
                    .ifPresent(messages::add);
        }
        return Optional.of(messages);
    }

    /** Some modems want the word in the character set of texts too. */
    private AtAnswer headers() throws ModemUpsetException {
        AtAnswer answer = at.messageHeaders("AT+CMGL=\"ALL\"");
        Optional<String> all = format.charset().flatMap(charset -> charset.write("ALL"));
        return answer.isOk() || all.isEmpty() || all.get().equals("ALL")
                ? answer
                : at.messageHeaders("AT+CMGL=\"" + all.get() + "\"");
    }

    /** Where a listed message is, if it is a received one. */
    private Optional<Location> location(String memory, AtValues header) {
        return header.number(0).isPresent() && format.isReceived(header, 1)
                ? Optional.of(new Location(memory, header.number(0).getAsInt()))
                : Optional.empty();
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
    private void requirePdus(AtAnswer answer) throws ModemUpsetException {
        if (!format.isText() && answer.isOk() && answer.lines().size() != answer.pdus().size()) {
            throw new ModemUpsetException("the modem shows messages without their PDU", false);
        }
    }
}
