/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.KeyTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of one gateway's keys beside the {@link StoredGateway}.
 *
 * @param listVersion the key list that it has, 0 for none
 * @param caId the authority that signed its certificate
 * @param psk what requests are sealed with
 * @param pskSince when it was confirmed
 * @param offered what was offered and not confirmed yet
 * @param wanted what it is to do in its next tunnel
 * @param earlier certificates of before a renewal
 * @param certificateEnds when the newest certificate ends that it is known to have
 */
public record GatewayKeys(
        long listVersion,
        int caId,
        Optional<SealedPsk> psk,
        Optional<Instant> pskSince,
        Optional<SealedPsk> offered,
        Set<KeyTask> wanted,
        List<Earlier> earlier,
        Optional<Instant> certificateEnds) {

    public GatewayKeys {
        wanted = Set.copyOf(wanted);
        earlier = List.copyOf(earlier);
    }

    /** A gateway that has just enrolled. */
    public static GatewayKeys enrolled(
            long listVersion, int caId, Optional<Instant> certificateEnds) {
        return new GatewayKeys(
                listVersion,
                caId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(),
                certificateEnds);
    }

    /** A pre-shared key under the storage key. */
    public record SealedPsk(int epoch, Octets octets) {}

    /** A certificate that is good for a while yet. */
    public record Earlier(Octets sha256, Instant endsAt) {}

    public GatewayKeys withList(long version) {
        return new GatewayKeys(
                version, caId, psk, pskSince, offered, wanted, earlier, certificateEnds);
    }

    public GatewayKeys withWanted(Set<KeyTask> tasks) {
        return new GatewayKeys(
                listVersion, caId, psk, pskSince, offered, tasks, earlier, certificateEnds);
    }

    public GatewayKeys withCertificateBy(int ca, List<Earlier> certificates) {
        return new GatewayKeys(
                listVersion, ca, psk, pskSince, offered, wanted, certificates, certificateEnds);
    }

    /** It has shown a certificate that ends then. */
    public GatewayKeys withCertificateUntil(Instant end) {
        return new GatewayKeys(
                listVersion, caId, psk, pskSince, offered, wanted, earlier, Optional.of(end));
    }

    public GatewayKeys withOffer(SealedPsk offer) {
        return new GatewayKeys(
                listVersion,
                caId,
                psk,
                pskSince,
                Optional.of(offer),
                wanted,
                earlier,
                certificateEnds);
    }

    /** The offered key is the one from now on. */
    public GatewayKeys confirmed(Instant now) {
        return new GatewayKeys(
                listVersion,
                caId,
                offered,
                Optional.of(now),
                Optional.empty(),
                wanted,
                earlier,
                certificateEnds);
    }
}
