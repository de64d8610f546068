/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Hpke;
import io.reveille.crypto.HpkeOpened;
import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.internal.AccessRequestCodec;
import io.reveille.protocol.internal.DecodeException;
import io.reveille.protocol.internal.SealedHeader;
import io.reveille.protocol.internal.SealingLabels;
import java.util.List;
import java.util.Optional;

/**
 * Opens sealed access requests with the keys of one gateway. Any octets give a request that a
 * sender key of the fleet sealed for this gateway, or one refusal. It does not know whether a
 * request is a copy, late, or may be granted: see {@link AccessValidator}.
 */
public final class AccessRequestOpener {

    private final OpeningKeys keys;

    /** An opener with these keys. */
    public AccessRequestOpener(OpeningKeys keys) {
        this.keys = keys;
    }

    /**
     * Looks at the header alone: length, magic, version, suite, and whether the keys it names are
     * there. Cheap.
     */
    public Envelope examine(Octets octets) throws AccessRefusedException {
        SealedHeader header = SealedHeader.parse(octets);
        if (keys.revoked().contains(header.senderKeyId())) {
            throw new AccessRefusedException(
                    RefusalReason.REVOKED_KEY, "sender key " + header.senderKeyId());
        }
        SealingPublicKey sender =
                Optional.ofNullable(keys.senders().get(header.senderKeyId()))
                        .orElseThrow(
                                () ->
                                        new AccessRefusedException(
                                                RefusalReason.UNKNOWN_SENDER_KEY,
                                                "sender key " + header.senderKeyId()));
        SealingKeyPair own =
                Optional.ofNullable(keys.own().get(header.generation()))
                        .orElseThrow(
                                () ->
                                        new AccessRefusedException(
                                                RefusalReason.UNKNOWN_RECIPIENT_KEY,
                                                "generation " + header.generation()));
        Optional<PreSharedKey> psk =
                Optional.ofNullable(keys.preSharedKeys().get(header.pskEpoch()));
        boolean agrees = header.suite().withPsk() ? psk.isPresent() : header.pskEpoch() == 0;
        if (!agrees) {
            throw new AccessRefusedException(
                    RefusalReason.UNKNOWN_PRE_SHARED_KEY, "epoch " + header.pskEpoch());
        }
        Hpke hpke =
                new Hpke(
                        header.suite().cipher(),
                        psk.map(PreSharedKey::sealing),
                        SealingLabels.info(keys.gatewayId()));
        return new Envelope(octets, header, sender, own, hpke);
    }

    /**
     * A message whose header names keys that are there. Whether it is authentic is not known yet.
     */
    public static final class Envelope {

        private final Octets octets;
        private final SealedHeader header;
        private final SealingPublicKey sender;
        private final SealingKeyPair own;
        private final Hpke hpke;

        private Envelope(
                Octets octets,
                SealedHeader header,
                SealingPublicKey sender,
                SealingKeyPair own,
                Hpke hpke) {
            this.octets = octets;
            this.header = header;
            this.sender = sender;
            this.own = own;
            this.hpke = hpke;
        }

        /** How it claims to be sealed. */
        public Suite suite() {
            return header.suite();
        }

        /** Which key claims to have sealed it. */
        public int senderKeyId() {
            return header.senderKeyId();
        }

        /**
         * Opens it.
         *
         * @param channel on which it came
         * @param recipients whom it may be for, the likeliest first; the first {@link
         *     ServedRecipients#MAXIMUM} are tried
         */
        public OpenedRequest open(SignalChannel channel, List<Recipient> recipients)
                throws AccessRefusedException {
            for (Recipient recipient :
                    recipients.subList(0, Math.min(recipients.size(), ServedRecipients.MAXIMUM))) {
                Optional<HpkeOpened> opened =
                        hpke.open(
                                octets.slice(SealedHeader.LENGTH, SealedHeader.CIPHERTEXT),
                                own,
                                sender,
                                header.associatedData(channel, recipient.canonical()),
                                octets.slice(SealedHeader.CIPHERTEXT, octets.length()));
                if (opened.isPresent()) {
                    return read(opened.get(), recipient);
                }
            }
            throw new AccessRefusedException(RefusalReason.NOT_OPENED);
        }

        private OpenedRequest read(HpkeOpened opened, Recipient recipient)
                throws AccessRefusedException {
            try {
                AccessRequest request = AccessRequestCodec.decode(opened.plaintext());
                if (!request.recipient().equals(recipient)) {
                    throw new AccessRefusedException(RefusalReason.WRONG_RECIPIENT);
                }
                SessionId sessionId = SealingLabels.sessionId(opened.exporter());
                return new OpenedRequest(
                        request,
                        sessionId,
                        TunnelToken.derive(request.negotiationKey(), sessionId),
                        senderKeyId(),
                        CounterSeries.of(sender, own.publicKey(), recipient));
            } catch (DecodeException malformed) {
                throw new AccessRefusedException(
                        RefusalReason.MALFORMED, String.valueOf(malformed.getMessage()));
            } finally {
                opened.plaintext().destroy();
            }
        }
    }
}
