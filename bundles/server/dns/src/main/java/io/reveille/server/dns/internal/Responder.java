/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.LookupLog;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Answers one request. Whatever the octets are, it gives a response or none, and nothing else; it
 * never blocks.
 */
final class Responder {
    /** What fits any path without fragments (RFC 9715). */
    static final int MAX_UDP = 1232;

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final int PLAIN_UDP = 512;
    private static final int MAX_TCP = 65_535;

    private final FleetZone zone;
    private final LookupLog lookups;
    private final InstantSource clock;

    Responder(FleetZone zone, LookupLog lookups, InstantSource clock) {
        this.zone = zone;
        this.lookups = lookups;
        this.clock = clock;
    }

    /** How the request came, which bounds the response. */
    enum Transport {
        UDP,
        TCP
    }

    /** The response; empty if the request deserves none. */
    Optional<byte[]> respond(byte[] request, Transport transport, InetAddress asker) {
        Instant received = clock.instant();
        Optional<RequestHeader> header = RequestHeader.of(request);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> error = header.get().error();
        if (error.isPresent()) {
            return Optional.of(header.get().response(error.get()));
        }
        try {
            return Optional.of(respond(new Message(request), transport, asker, received));
        } catch (IOException e) {
            LOG.debug("malformed query from {}: {}", asker, e.getMessage());
        } catch (RuntimeException e) {
            LOG.debug("query from {} that can't be read", asker, e);
        }
        return Optional.empty();
    }

    private byte[] respond(
            Message query, Transport transport, InetAddress asker, Instant received) {
        List<Record> opts =
                query.getSection(Section.ADDITIONAL).stream()
                        .filter(OPTRecord.class::isInstance)
                        .toList();
        boolean badOpt =
                opts.size() > 1 || opts.stream().anyMatch(o -> !o.getName().equals(Name.root));
        if (badOpt || query.getQuestion() == null) {
            return response(query, Rcode.FORMERR).toWire(PLAIN_UDP);
        }
        Optional<OPTRecord> opt = opts.stream().map(OPTRecord.class::cast).findFirst();
        int limit = limit(transport, opt);
        if (opt.filter(o -> o.getVersion() != 0).isPresent()) {
            return withOpt(response(query, Rcode.NOERROR), Rcode.BADVERS).toWire(limit);
        }
        Answer answer = zone.answer(query.getQuestion(), asker);
        Message response = response(query, answer.rcode());
        fill(response, answer);
        if (opt.isPresent()) {
            withOpt(response, answer.rcode());
        }
        byte[] wire = response.toWire(limit);
        answer.lookup()
                .ifPresent(
                        found ->
                                lookups.lookup(
                                        found.gatewayId(),
                                        found.service(),
                                        asker,
                                        received,
                                        clock.instant(),
                                        found.text()));
        return wire;
    }

    /** A response with the question as it was asked, letter case included. */
    private static Message response(Message query, int rcode) {
        Message response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        if (query.getHeader().getFlag(Flags.RD)) {
            response.getHeader().setFlag(Flags.RD);
        }
        response.getHeader().setRcode(rcode);
        Record question = query.getQuestion();
        if (question != null) {
            response.addRecord(question, Section.QUESTION);
        }
        return response;
    }

    private static void fill(Message response, Answer answer) {
        if (answer.isAuthoritative()) {
            response.getHeader().setFlag(Flags.AA);
        }
        answer.answer().forEach(record -> response.addRecord(record, Section.ANSWER));
        answer.authority().forEach(record -> response.addRecord(record, Section.AUTHORITY));
        answer.additional().forEach(record -> response.addRecord(record, Section.ADDITIONAL));
    }

    /** EDNS (RFC 6891); the upper bits of the result code live here. */
    private static Message withOpt(Message response, int rcode) {
        response.addRecord(new OPTRecord(MAX_UDP, rcode >>> 4, 0), Section.ADDITIONAL);
        return response;
    }

    private static int limit(Transport transport, Optional<OPTRecord> opt) {
        if (transport == Transport.TCP) {
            return MAX_TCP;
        }
        return opt.map(o -> Math.min(MAX_UDP, Math.max(PLAIN_UDP, o.getPayloadSize())))
                .orElse(PLAIN_UDP);
    }
}
