/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Hpke;
import io.reveille.crypto.HpkeSealed;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPsk;
import io.reveille.crypto.Secret;
import io.reveille.protocol.internal.AccessRequestCodec;
import io.reveille.protocol.internal.SealedHeader;
import io.reveille.protocol.internal.SealingLabels;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Seals access requests. What comes out opens only at the gateway it is for, on the channel and for
 * the recipient it is for, and proves that it was sealed by the owner of the sender key.
 */
public final class AccessRequestSealer {

    private AccessRequestSealer() {}

    /**
     * Seals a request. Each call gives other octets, another session id and, for fresh requests,
     * another token.
     *
     * @throws IllegalArgumentException when the suite needs a pre-shared key and there is none, or
     *     when the sealed request does not fit into one message of the channel
     */
    public static SealedRequest seal(
            AccessRequest request,
            SenderKey sender,
            GatewayKey recipient,
            Suite suite,
            SignalChannel channel) {
        Optional<PreSharedKey> psk = recipient.psk().filter(key -> suite.withPsk());
        if (suite.withPsk() && psk.isEmpty()) {
            throw new IllegalArgumentException(
                    "gateway "
                            + recipient.gatewayId()
                            + " has no pre-shared key, which "
                            + suite
                            + " needs");
        }
        SealedHeader header =
                new SealedHeader(
                        suite,
                        sender.id(),
                        recipient.generation(),
                        psk.map(PreSharedKey::epoch).orElse(0));
        Optional<SealingPsk> sealingPsk = psk.map(PreSharedKey::sealing);
        Hpke hpke = new Hpke(suite.cipher(), sealingPsk, SealingLabels.info(recipient.gatewayId()));
        Secret plaintext = AccessRequestCodec.encode(request);
        try {
            HpkeSealed sealed =
                    hpke.seal(
                            sender.pair(),
                            recipient.publicKey(),
                            header.associatedData(channel, request.recipient().canonical()),
                            plaintext);
            SessionId sessionId = SealingLabels.sessionId(sealed.exporter());
            return new SealedRequest(
                    message(header, sealed, channel),
                    sessionId,
                    TunnelToken.derive(request.negotiationKey(), sessionId));
        } finally {
            plaintext.destroy();
        }
    }

    private static Octets message(SealedHeader header, HpkeSealed sealed, SignalChannel channel) {
        int length = SealedHeader.CIPHERTEXT + sealed.ciphertext().length();
        if (length > channel.capacity()) {
            throw new IllegalArgumentException(
                    "the access request takes %d octets, and one message by %s holds %d: use a shorter recipient"
                            .formatted(length, channel, channel.capacity()));
        }
        return Octets.of(
                ByteBuffer.allocate(length)
                        .put(header.encode().toArray())
                        .put(sealed.enc().toArray())
                        .put(sealed.ciphertext().toArray())
                        .array());
    }
}
