/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.SignedKeyList;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway knows about its fleet; nothing of it is secret.
 *
 * @param fleetCa the authority that the proxy's certificate must lead to
 * @param serverName the name that the proxy's certificate must carry
 * @param zone the DNS zone in which clients find the fleet's gateways
 * @param senderKeys the keys that access requests may be sealed with, by id; 1 to 16
 * @param proxies the addresses that access requests may name; at most 64
 * @param msisdn the gateway's own number, where the fleet knows it
 * @param keyList the key list at enrolment, with the root key that signs those after it; none from
 *     a server that had no lists yet
 */
public record FleetMembership(
        X509Certificate fleetCa,
        String serverName,
        String zone,
        Map<Integer, SealingPublicKey> senderKeys,
        List<InetAddress> proxies,
        Optional<Msisdn> msisdn,
        Optional<SignedKeyList> keyList) {
    private static final int MAX_SENDER_KEYS = 16;
    private static final int MAX_PROXIES = 64;
    private static final String NAME =
            "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\\.[A-Za-z0-9_-]{1,63}){0,31}\\.?|[0-9A-Fa-f:.]{2,45}";

    public FleetMembership {
        senderKeys = Map.copyOf(senderKeys);
        proxies = List.copyOf(proxies);
        if (fleetCa.getBasicConstraints() < 0) {
            throw new IllegalArgumentException("the fleet CA is no certificate authority");
        }
        if (!serverName.matches(NAME)) {
            throw new IllegalArgumentException("the server name is no host name");
        }
        if (senderKeys.isEmpty() || senderKeys.size() > MAX_SENDER_KEYS) {
            throw new IllegalArgumentException(
                    senderKeys.size() + " sender keys; 1 to " + MAX_SENDER_KEYS + " are possible");
        }
        if (senderKeys.keySet().stream().anyMatch(id -> id < 0 || id > 0xFFFF)) {
            throw new IllegalArgumentException("the id of a sender key is not 0 to 65535");
        }
        if (proxies.size() > MAX_PROXIES) {
            throw new IllegalArgumentException("more than " + MAX_PROXIES + " proxies");
        }
    }

    /** Of a fleet without key lists. */
    public FleetMembership(
            X509Certificate fleetCa,
            String serverName,
            String zone,
            Map<Integer, SealingPublicKey> senderKeys,
            List<InetAddress> proxies,
            Optional<Msisdn> msisdn) {
        this(fleetCa, serverName, zone, senderKeys, proxies, msisdn, Optional.empty());
    }
}
