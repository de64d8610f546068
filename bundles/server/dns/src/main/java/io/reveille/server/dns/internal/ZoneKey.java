/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.security.PrivateKey;
import java.time.Instant;
import org.xbill.DNS.CDNSKEYRecord;
import org.xbill.DNS.CDSRecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;

/**
 * A key that signs the zone: one for everything (CSK), ECDSA on P-256 (RFC 6605).
 *
 * @param id its number, from 1
 * @param since when it came into its state
 */
record ZoneKey(int id, State state, Instant since, DNSKEYRecord dnskey, PrivateKey privateKey) {
    /** Where a key is in its life. */
    enum State {
        /** In the zone, so that resolvers and the parent come to know it. */
        PUBLISHED,
        /** Signs. */
        ACTIVE,
        /** Signs no more but the keys; there for what others have kept. */
        RETIRED
    }

    int tag() {
        return dnskey.getFootprint();
    }

    ZoneKey in(State newState, Instant now) {
        return new ZoneKey(id, newState, now, dnskey, privateKey);
    }

    DNSKEYRecord dnskey(Name owner, long ttl) {
        return new DNSKEYRecord(
                owner,
                DClass.IN,
                ttl,
                dnskey.getFlags(),
                dnskey.getProtocol(),
                dnskey.getAlgorithm(),
                dnskey.getKey());
    }

    /** What the parent is to have (RFC 4509). */
    DSRecord ds() {
        return new DSRecord(
                dnskey.getName(), DClass.IN, dnskey.getTTL(), DNSSEC.Digest.SHA256, dnskey);
    }

    /** The same, for a parent that looks for itself (RFC 7344). */
    CDSRecord cds(Name owner, long ttl) {
        DSRecord ds = ds();
        return new CDSRecord(
                owner,
                DClass.IN,
                ttl,
                ds.getFootprint(),
                ds.getAlgorithm(),
                ds.getDigestID(),
                ds.getDigest());
    }

    CDNSKEYRecord cdnskey(Name owner, long ttl) {
        return new CDNSKEYRecord(
                owner,
                DClass.IN,
                ttl,
                dnskey.getFlags(),
                dnskey.getProtocol(),
                dnskey.getAlgorithm(),
                dnskey.getKey());
    }

    /** Nothing of the private half. */
    @Override
    public String toString() {
        return "ZoneKey[" + tag() + " " + state + "]";
    }
}
