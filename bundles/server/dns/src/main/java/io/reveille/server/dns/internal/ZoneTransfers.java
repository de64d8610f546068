/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Serial;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;

/**
 * Gives the whole zone to who has the key (RFC 5936); the changes alone are not kept, so that who
 * asks for them gets all as well (RFC 1995, 4).
 */
final class ZoneTransfers {
    private static final int OCTETS_PER_MESSAGE = 16_000;

    private final Name apex;
    private final TransferKeys keys;
    private final Supplier<Optional<TransferZone>> zone;

    ZoneTransfers(Name apex, TransferKeys keys, Supplier<Optional<TransferZone>> zone) {
        this.apex = apex;
        this.keys = keys;
        this.zone = zone;
    }

    /**
     * The messages of a transfer, made as they are taken; empty if the request is for none, or its
     * sender shows no key, so that it is answered like any other.
     */
    Optional<Iterator<byte[]>> open(byte[] request) {
        boolean possible =
                keys.tsig().isPresent()
                        && RequestHeader.of(request)
                                .filter(header -> header.error().isEmpty())
                                .isPresent();
        if (!possible) {
            return Optional.empty();
        }
        try {
            Message query = new Message(request);
            Record question = query.getQuestion();
            return question != null && query.getTSIG() != null && isTransfer(question)
                    ? Optional.of(open(query, request, question.getType()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private boolean isTransfer(Record question) {
        return (question.getType() == Type.AXFR || question.getType() == Type.IXFR)
                && question.getDClass() == DClass.IN
                && question.getName().equals(apex);
    }

    private Iterator<byte[]> open(Message query, byte[] request, int type) {
        Message head = new Message(query.getHeader().getID());
        head.getHeader().setFlag(Flags.QR);
        head.addRecord(query.getQuestion(), Section.QUESTION);
        int rcode = keys.verify(query, request);
        if (rcode != Rcode.NOERROR) {
            return List.of(keys.refusal(query, head, rcode)).iterator();
        }
        Optional<TransferZone> current = zone.get();
        if (current.isEmpty()) {
            head.getHeader().setRcode(Rcode.SERVFAIL);
            head.setTSIG(keys.tsig().orElseThrow(), Rcode.NOERROR, query.getTSIG());
            return List.of(head.toWire(OCTETS_PER_MESSAGE)).iterator();
        }
        head.getHeader().setFlag(Flags.AA);
        SOARecord soa = current.get().soa();
        List<Record> rest = type == Type.IXFR && has(query, soa) ? List.of() : all(current.get());
        return new Messages(head, soa, rest.iterator(), stream(query.getTSIG()));
    }

    /** Whether a secondary has this version, or a later one. */
    private static boolean has(Message query, SOARecord soa) {
        return query.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .anyMatch(theirs -> Serial.compare(theirs.getSerial(), soa.getSerial()) >= 0);
    }

    private static List<Record> all(TransferZone zone) {
        List<Record> all = new ArrayList<>(zone.records());
        all.add(zone.soa());
        return all;
    }

    private TSIG.StreamGenerator stream(TSIGRecord asked) {
        return new TSIG.StreamGenerator(keys.tsig().orElseThrow(), asked);
    }

    /** One message after another, each with as many records as fit well. */
    private static final class Messages implements Iterator<byte[]> {
        private final Message head;
        private final Iterator<Record> records;
        private final TSIG.StreamGenerator stream;
        private Optional<Record> first;

        Messages(Message head, Record soa, Iterator<Record> records, TSIG.StreamGenerator stream) {
            this.head = head;
            this.first = Optional.of(soa);
            this.records = records;
            this.stream = stream;
        }

        @Override
        public boolean hasNext() {
            return first.isPresent() || records.hasNext();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Message message = head.clone();
            int octets = 0;
            if (first.isPresent()) {
                message.addRecord(first.get(), Section.ANSWER);
                first = Optional.empty();
            } else {
                message.removeAllRecords(Section.QUESTION);
            }
            while (records.hasNext() && octets < OCTETS_PER_MESSAGE) {
                Record record = records.next();
                octets += record.toWire(Section.ANSWER).length;
                message.addRecord(record, Section.ANSWER);
            }
            try {
                stream.generate(message);
            } catch (RuntimeException e) {
                throw new IllegalStateException("a transfer could not be signed", e);
            }
            return message.toWire();
        }
    }
}
