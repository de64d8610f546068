/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * What the zone has to say to a question.
 *
 * @param rcode as in {@link Rcode}
 * @param lookup if the question was for a gateway that there is, by someone who may know
 */
record Answer(
        int rcode,
        List<Record> answer,
        List<Record> authority,
        List<Record> additional,
        Optional<Lookup> lookup) {

    /**
     * Steps A and B of a session.
     *
     * @param service empty for the gateway's address
     * @param text the answer for people
     */
    record Lookup(String gatewayId, String service, String text) {}

    static Answer refused() {
        return new Answer(Rcode.REFUSED, List.of(), List.of(), List.of(), Optional.empty());
    }

    boolean isAuthoritative() {
        return rcode != Rcode.REFUSED;
    }
}
