/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

/**
 * What a request says of itself by EDNS (RFC 6891).
 *
 * @param present whether it does
 * @param payload the longest datagram that it takes
 * @param dnssecOk whether it wants signatures (RFC 3225)
 * @param compactOk whether it understands compact denial with NXDOMAIN (RFC 9824, 5.1)
 * @param cookie its own, and possibly the server's (RFC 7873)
 */
record Edns(
        boolean present,
        int version,
        int payload,
        boolean dnssecOk,
        boolean compactOk,
        Optional<CookieOption> cookie) {
    private static final int PLAIN_UDP = 512;
    private static final Edns ABSENT =
            new Edns(false, 0, PLAIN_UDP, false, false, Optional.empty());

    /** Empty if the request has it in a wrong way. */
    static Optional<Edns> of(Message query) {
        List<OPTRecord> opts =
                query.getSection(Section.ADDITIONAL).stream()
                        .filter(OPTRecord.class::isInstance)
                        .map(OPTRecord.class::cast)
                        .toList();
        if (opts.isEmpty()) {
            return Optional.of(ABSENT);
        }
        OPTRecord opt = opts.get(0);
        if (opts.size() > 1 || !opt.getName().equals(Name.root)) {
            return Optional.empty();
        }
        return Optional.of(
                new Edns(
                        true,
                        opt.getVersion(),
                        Math.max(PLAIN_UDP, opt.getPayloadSize()),
                        (opt.getFlags() & ExtendedFlags.DO) != 0,
                        (opt.getFlags() & ExtendedFlags.CO) != 0,
                        opt.getOptions(EDNSOption.Code.COOKIE).stream()
                                .map(CookieOption.class::cast)
                                .findFirst()));
    }
}
