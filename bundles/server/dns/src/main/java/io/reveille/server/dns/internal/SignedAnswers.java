/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Puts the zone's answers into responses, with signatures for those who want them. */
final class SignedAnswers {
    private final ZoneRecords records;
    private final Supplier<ZoneVersion> version;
    private final AnswerSigner signer;

    SignedAnswers(ZoneRecords records, Supplier<ZoneVersion> version, AnswerSigner signer) {
        this.records = records;
        this.version = version;
        this.signer = signer;
    }

    /** Whether an answer with signatures can be had now. */
    boolean hasTime() {
        return signer.hasTime() || !version.get().keys().isSigned();
    }

    void fill(Message response, Answer answer, Edns edns, InetAddress asker) {
        ZoneVersion now = version.get();
        boolean signed = edns.dnssecOk() && now.keys().isSigned();
        String audience = SourceNetwork.text(asker);
        response.getHeader().setRcode(rcode(answer, signed, edns) & 0xF);
        if (answer.isAuthoritative()) {
            response.getHeader().setFlag(Flags.AA);
        }
        for (RRset set : answer.answer()) {
            if (!answer.signaturesAlone()) {
                add(response, set, Section.ANSWER);
            }
            if (answer.signaturesAlone() || signed) {
                sign(response, set, Section.ANSWER, now, audience);
            }
        }
        answer.denial()
                .ifPresent(
                        denial -> {
                            RRset soa = new RRset(records.soa(now.serial()));
                            add(response, soa, Section.AUTHORITY);
                            if (signed) {
                                sign(response, soa, Section.AUTHORITY, now, "");
                                RRset nsec = denial.nsec(records.negativeTtl());
                                add(response, nsec, Section.AUTHORITY);
                                sign(response, nsec, Section.AUTHORITY, now, audience);
                            }
                        });
        for (RRset set : answer.additional()) {
            add(response, set, Section.ADDITIONAL);
            if (signed) {
                sign(response, set, Section.ADDITIONAL, now, "");
            }
        }
    }

    /**
     * Signed, a name that does not exist has a record that says so, and so the code is that of
     * success, except for who knows how to read it (RFC 9824, 5).
     */
    private static int rcode(Answer answer, boolean signed, Edns edns) {
        return answer.rcode() == Rcode.NXDOMAIN && signed && !edns.compactOk()
                ? Rcode.NOERROR
                : answer.rcode();
    }

    private static void add(Message response, RRset set, int section) {
        List<Record> all = set.rrs();
        all.forEach(record -> response.addRecord(record, section));
    }

    private void sign(Message response, RRset set, int section, ZoneVersion now, String audience) {
        boolean common = set.getName().equals(records.apex()) && set.getType() != Type.NSEC;
        signer.sign(set, now.keys(), common ? "" : audience)
                .forEach(signature -> response.addRecord(signature, section));
    }
}
