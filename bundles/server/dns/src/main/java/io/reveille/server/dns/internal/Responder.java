/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * Answers one request. Whatever the octets are, it gives a response or none, and nothing else; it
 * never blocks.
 */
final class Responder {
    /** What fits any path without fragments (RFC 9715). */
    static final int MAX_UDP = 1232;

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final int MAX_TCP = 65_535;

    private final FleetZone zone;
    private final SignedAnswers answers;
    private final TransferKeys transferKeys;
    private final ServerCookies cookies;
    private final ResponseLimits limits;
    private final LookupListener lookups;
    private final InstantSource clock;

    Responder(
            FleetZone zone,
            SignedAnswers answers,
            TransferKeys transferKeys,
            ServerCookies cookies,
            ResponseLimits limits,
            LookupListener lookups,
            InstantSource clock) {
        this.zone = zone;
        this.answers = answers;
        this.transferKeys = transferKeys;
        this.cookies = cookies;
        this.limits = limits;
        this.lookups = lookups;
        this.clock = clock;
    }

    /** How the request came, which bounds the response. */
    enum Transport {
        UDP,
        TCP
    }

    /** Is told of lookups by those who may know; must not block. */
    @FunctionalInterface
    interface LookupListener {
        void found(Answer.Lookup lookup, InetAddress asker, Instant query, Instant answer);
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
            return refusal(header.get(), error.get(), transport, asker);
        }
        Message query;
        try {
            query = new Message(request);
        } catch (IOException | RuntimeException e) {
            LOG.debug("malformed query from {}: {}", asker, e.toString());
            return refusal(header.get(), Rcode.FORMERR, transport, asker);
        }
        try {
            return respond(query, request, transport, asker, received);
        } catch (RuntimeException e) {
            LOG.warn("a query could not be answered", e);
            return refusal(header.get(), Rcode.SERVFAIL, transport, asker);
        }
    }

    private Optional<byte[]> refusal(
            RequestHeader header, int rcode, Transport transport, InetAddress asker) {
        return refusal(header.response(rcode), transport, asker);
    }

    private Optional<byte[]> refusal(byte[] response, Transport transport, InetAddress asker) {
        // as long as the request at most, so it slips to nobody
        boolean send =
                transport == Transport.TCP
                        || limits.judge(asker, "error") == ResponseLimits.Verdict.SEND;
        return send ? Optional.of(response) : Optional.empty();
    }

    private Optional<byte[]> respond(
            Message query,
            byte[] request,
            Transport transport,
            InetAddress asker,
            Instant received) {
        Optional<Edns> read = Edns.of(query);
        Record question = query.getQuestion();
        if (read.isEmpty() || (question == null && read.get().cookie().isEmpty())) {
            return refusal(response(query, Rcode.FORMERR).toWire(MAX_UDP), transport, asker);
        }
        Edns edns = read.get();
        boolean known =
                transport == Transport.TCP
                        || edns.cookie().filter(c -> cookies.isValid(c, asker)).isPresent();
        ResponseLimits.Verdict verdict =
                known ? ResponseLimits.Verdict.SEND : limits.judge(asker, kind(question));
        if (verdict == ResponseLimits.Verdict.DROP) {
            return Optional.empty();
        }
        boolean busy = !known && edns.dnssecOk() && !answers.hasTime();
        if (verdict == ResponseLimits.Verdict.TRUNCATE || busy) {
            return Optional.of(truncated(query, edns, asker));
        }
        if (edns.version() != 0) {
            Message response = response(query, Rcode.NOERROR);
            withOpt(response, Rcode.BADVERS, edns, asker, Optional.empty());
            return Optional.of(response.toWire(MAX_UDP));
        }
        Message response = response(query, Rcode.NOERROR);
        Optional<TSIG> signer = Optional.empty();
        if (query.getTSIG() != null) {
            int rcode = transferKeys.verify(query, request);
            if (rcode != Rcode.NOERROR) {
                return Optional.of(transferKeys.refusal(query, response, rcode));
            }
            signer = transferKeys.tsig();
        }
        if (question == null) { // a cookie is all that was asked for: RFC 7873, 5.4
            withOpt(response, Rcode.NOERROR, edns, asker, Optional.empty());
            return Optional.of(response.toWire(MAX_UDP));
        }
        Answer answer = zone.answer(question, asker);
        answers.fill(response, answer, edns, asker);
        withOpt(response, answer.rcode(), edns, asker, detail(question, answer));
        signer.ifPresent(key -> response.setTSIG(key, Rcode.NOERROR, query.getTSIG()));
        int limit = transport == Transport.TCP ? MAX_TCP : Math.min(MAX_UDP, edns.payload());
        byte[] wire = fitting(query, response, limit, edns, asker);
        answer.lookup().ifPresent(found -> lookups.found(found, asker, received, clock.instant()));
        return Optional.of(wire);
    }

    /** Questions that are alike; names that can't be there are, whatever they are. */
    private String kind(Record question) {
        if (question == null) {
            return "cookie";
        }
        return zone.isPossible(question.getName())
                ? AsciiCase.lower(question.getName().toString()) + " " + question.getType()
                : "nothing";
    }

    /** The response; what does not fit goes without the additions, or as truncated. */
    private byte[] fitting(
            Message query, Message response, int limit, Edns edns, InetAddress asker) {
        byte[] wire = response.toWire(MAX_TCP);
        if (wire.length <= limit) {
            return wire;
        }
        List<Record> additions =
                response.getSection(Section.ADDITIONAL).stream()
                        .filter(record -> record.getType() != Type.OPT)
                        .toList();
        additions.forEach(record -> response.removeRecord(record, Section.ADDITIONAL));
        wire = response.toWire(MAX_TCP);
        return wire.length <= limit ? wire : truncated(query, edns, asker);
    }

    private byte[] truncated(Message query, Edns edns, InetAddress asker) {
        Message response = response(query, Rcode.NOERROR);
        response.getHeader().setFlag(Flags.TC);
        withOpt(response, Rcode.NOERROR, edns, asker, Optional.empty());
        return response.toWire(MAX_UDP);
    }

    /** A response with the question as it was asked, letter case included; neither AD nor CD. */
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

    private static Optional<EDNSOption> detail(Record question, Answer answer) {
        return answer.rcode() == Rcode.FORMERR && question.getType() == Type.NXNAME
                ? Optional.of(
                        new ExtendedErrorCodeOption(ExtendedErrorCodeOption.INVALID_QUERY_TYPE))
                : Optional.empty();
    }

    /** EDNS for who speaks it; the upper bits of the result code live here. */
    private void withOpt(
            Message response,
            int rcode,
            Edns edns,
            InetAddress asker,
            Optional<EDNSOption> detail) {
        if (!edns.present()) {
            return;
        }
        List<EDNSOption> options = new ArrayList<>();
        Optional<CookieOption> cookie = edns.cookie();
        cookie.ifPresent(asked -> options.add(cookies.answer(asked, asker)));
        detail.ifPresent(options::add);
        int flags =
                (edns.dnssecOk() ? ExtendedFlags.DO : 0)
                        | (edns.dnssecOk() && edns.compactOk() ? ExtendedFlags.CO : 0);
        response.addRecord(
                new OPTRecord(MAX_UDP, rcode >>> 4, 0, flags, options), Section.ADDITIONAL);
    }
}
