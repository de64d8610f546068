/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What an enrolled gateway is given.
 *
 * @param generation of its sealing key, 1 to 255
 * @param senderKeys the fleet's current and next
 * @param rootKey the root key that signed the key list: Ed25519, 32 octets
 * @param keyList the newest signed key list
 * @param proxies the public addresses that access requests may name
 */
public record EnrolmentGrant(
        String gatewayId,
        int generation,
        X509Certificate certificate,
        X509Certificate fleetCa,
        List<SenderPublicKey> senderKeys,
        String serverName,
        List<InetAddress> proxies,
        Optional<String> msisdn,
        String zone,
        Octets rootKey,
        Octets keyList) {
    public EnrolmentGrant {
        senderKeys = List.copyOf(senderKeys);
        proxies = List.copyOf(proxies);
    }

    /**
     * A key that may seal access requests.
     *
     * @param id 1 to 65535
     */
    public record SenderPublicKey(int id, SealingPublicKey key) {}
}
