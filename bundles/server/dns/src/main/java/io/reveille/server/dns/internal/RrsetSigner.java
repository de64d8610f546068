/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Octets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;

/** Signs sets of records (RFC 4034, 3.1.8.1) by ECDSA on P-256 (RFC 6605, 4). */
final class RrsetSigner {
    private RrsetSigner() {}

    /** What is to be signed, without its signature. */
    record Draft(RRSIGRecord blank, Octets octets) {}

    static Draft draft(RRset set, ZoneKey key, Instant inception, Instant expiration) {
        RRSIGRecord blank = rrsig(set, key, inception, expiration, new byte[0]);
        return new Draft(blank, Octets.of(DNSSEC.digestRRset(blank, set)));
    }

    static byte[] sign(Draft draft, ZoneKey key) {
        try {
            // the two halves as they are, as DNSSEC has them, not in DER
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.privateKey());
            signature.update(draft.octets().toArray());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key " + key.tag() + " of the zone can't sign", e);
        }
    }

    /** The record with its signature. */
    static RRSIGRecord complete(Draft draft, RRset set, ZoneKey key, byte[] signature) {
        return rrsig(set, key, draft.blank().getTimeSigned(), draft.blank().getExpire(), signature);
    }

    private static RRSIGRecord rrsig(
            RRset set, ZoneKey key, Instant inception, Instant expiration, byte[] signature) {
        return new RRSIGRecord(
                set.getName(),
                DClass.IN,
                set.getTTL(),
                set.getType(),
                key.dnskey().getAlgorithm(),
                set.getTTL(),
                expiration,
                inception,
                key.tag(),
                key.dnskey().getName(),
                signature);
    }
}
