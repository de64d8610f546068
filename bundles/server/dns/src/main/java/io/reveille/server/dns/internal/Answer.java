/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * What the zone has to say to a question, before signatures.
 *
 * @param rcode as in {@link Rcode}
 * @param denial if there is nothing of what was asked for
 * @param signaturesAlone whether the signatures of {@code answer} were asked for, not itself
 * @param lookup if the question was for a gateway that there is, by someone who may know
 */
record Answer(
        int rcode,
        List<RRset> answer,
        Optional<Denial> denial,
        List<RRset> additional,
        boolean signaturesAlone,
        Optional<Lookup> lookup) {

    /**
     * Steps A and B of a session.
     *
     * @param service empty for the gateway's address
     * @param text the answer for people
     */
    record Lookup(String gatewayId, String service, String text) {}

    /**
     * What a name has instead: proof of it is one record at the name itself (RFC 9824), the same
     * for all names of this form.
     *
     * @param types that the name has
     * @param exists whether the name does
     */
    record Denial(Name name, List<Integer> types, boolean exists) {
        /** The record; its next name is the first that can follow. */
        RRset nsec(long ttl) {
            List<Integer> all = new ArrayList<>(types);
            all.add(Type.RRSIG);
            all.add(Type.NSEC);
            if (!exists) {
                all.add(Type.NXNAME);
            }
            return new RRset(
                    new NSECRecord(
                            name,
                            DClass.IN,
                            ttl,
                            Successor.of(name),
                            all.stream().mapToInt(Integer::intValue).sorted().toArray()));
        }
    }

    static Answer error(int rcode) {
        return new Answer(rcode, List.of(), Optional.empty(), List.of(), false, Optional.empty());
    }

    static Answer noSuchName(Name name) {
        return denied(Rcode.NXDOMAIN, new Denial(name, List.of(), false));
    }

    static Answer noData(Name name, List<Integer> types) {
        return denied(Rcode.NOERROR, new Denial(name, types, true));
    }

    static Answer found(RRset answer, List<RRset> additional, Optional<Lookup> lookup) {
        return new Answer(
                Rcode.NOERROR, List.of(answer), Optional.empty(), additional, false, lookup);
    }

    private static Answer denied(int rcode, Denial denial) {
        return new Answer(
                rcode, List.of(), Optional.of(denial), List.of(), false, Optional.empty());
    }

    boolean isAuthoritative() {
        return rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
    }
}
