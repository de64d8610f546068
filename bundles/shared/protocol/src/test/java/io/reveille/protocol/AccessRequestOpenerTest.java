/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.GATEWAY;
import static io.reveille.protocol.Fleet.GATEWAY_ID;
import static io.reveille.protocol.Fleet.GENERATION;
import static io.reveille.protocol.Fleet.KEYS;
import static io.reveille.protocol.Fleet.NUMBER;
import static io.reveille.protocol.Fleet.PSK;
import static io.reveille.protocol.Fleet.SENDER;
import static io.reveille.protocol.Fleet.SENDER_ID;
import static io.reveille.protocol.Fleet.changed;
import static io.reveille.protocol.Fleet.request;
import static io.reveille.protocol.Fleet.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.protocol.internal.AccessRequestCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRequestOpenerTest {

    private final Octets sealed = sealed(request(1));

    @Test
    void opens_what_was_sealed_for_it() throws AccessRefusedException {
        OpenedRequest opened = open(KEYS, SignalChannel.SMS, sealed, NUMBER);

        assertThat(opened.request()).isEqualTo(request(1));
        assertThat(opened.senderKeyId()).isEqualTo(SENDER_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "91, TOO_SHORT",
        "92, BAD_MAGIC",
        "378, BAD_MAGIC",
        "379, TOO_LONG",
        "1000000, TOO_LONG",
    })
    void looks_at_the_length_first(int length, RefusalReason reason) {
        assertThat(refused(Octets.of(new byte[length]))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xC1, BAD_MAGIC",
        "0, 0xD0, UNSUPPORTED_VERSION",
        "0, 0xD2, UNSUPPORTED_VERSION",
        "1, 0x00, UNSUPPORTED_SUITE",
        "1, 0x03, UNSUPPORTED_SUITE",
        "1, 0x21, UNSUPPORTED_SUITE",
        "1, 0x02, NOT_OPENED",
        "1, 0x11, UNKNOWN_PRE_SHARED_KEY",
        "2, 0x02, UNKNOWN_SENDER_KEY",
        "3, 0x03, UNKNOWN_SENDER_KEY",
        "4, 0x04, UNKNOWN_RECIPIENT_KEY",
        "5, 0x01, UNKNOWN_PRE_SHARED_KEY",
        "5, 0x07, UNKNOWN_PRE_SHARED_KEY",
    })
    void says_what_is_wrong_with_a_header(int index, String value, RefusalReason reason) {
        assertThat(refused(changed(sealed, index, Integer.decode(value)))).isEqualTo(reason);
    }

    @Test
    void refuses_a_request_on_another_channel() {
        assertThat(refused(KEYS, SignalChannel.MQTT, sealed, NUMBER))
                .isEqualTo(RefusalReason.NOT_OPENED);
    }

    @Test
    void refuses_a_request_to_another_number() {
        assertThat(refused(KEYS, SignalChannel.SMS, sealed, Msisdn.parse("+4915112345679")))
                .isEqualTo(RefusalReason.NOT_OPENED);
        assertThat(refused(KEYS, SignalChannel.SMS, sealed)).isEqualTo(RefusalReason.NOT_OPENED);
    }

    @Test
    void refuses_a_request_to_another_gateway_even_one_with_the_same_key() {
        OpeningKeys other =
                new OpeningKeys("gw-2", KEYS.senders(), Set.of(), KEYS.own(), KEYS.preSharedKeys());

        assertThat(refused(other, SignalChannel.SMS, sealed, NUMBER))
                .isEqualTo(RefusalReason.NOT_OPENED);
    }

    @Test
    void refuses_a_request_sealed_to_another_key_or_by_another_sender() {
        SealingKeyPair stranger = SealingKeyPair.generate();
        OpeningKeys otherOwn =
                OpeningKeys.of(
                        GATEWAY_ID, KEYS.senders(), Map.of(GENERATION, stranger), List.of(PSK));
        OpeningKeys otherSender =
                OpeningKeys.of(
                        GATEWAY_ID,
                        Map.of(SENDER_ID, stranger.publicKey()),
                        Map.of(GENERATION, GATEWAY),
                        List.of(PSK));

        assertThat(refused(otherOwn, SignalChannel.SMS, sealed, NUMBER))
                .isEqualTo(RefusalReason.NOT_OPENED);
        assertThat(refused(otherSender, SignalChannel.SMS, sealed, NUMBER))
                .isEqualTo(RefusalReason.NOT_OPENED);
    }

    @Test
    void opens_nothing_by_a_revoked_key_even_when_it_still_has_it() {
        OpeningKeys revoked =
                new OpeningKeys(
                        GATEWAY_ID,
                        KEYS.senders(),
                        Set.of(SENDER_ID),
                        KEYS.own(),
                        KEYS.preSharedKeys());

        assertThat(refused(revoked, SignalChannel.SMS, sealed, NUMBER))
                .isEqualTo(RefusalReason.REVOKED_KEY);
    }

    @Test
    void opens_by_the_next_sender_key_and_the_previous_generation() throws Exception {
        SenderKey next = new SenderKey(9, SealingKeyPair.generate());
        OpeningKeys keys =
                OpeningKeys.of(
                        GATEWAY_ID,
                        Map.of(SENDER_ID, SENDER.pair().publicKey(), 9, next.pair().publicKey()),
                        Map.of(GENERATION, GATEWAY, GENERATION + 1, SealingKeyPair.generate()),
                        List.of());
        Octets byNext =
                AccessRequestSealer.seal(
                                request(5),
                                next,
                                Fleet.GATEWAY_KEY,
                                Suite.AUTH_AES_128_GCM,
                                SignalChannel.SMS)
                        .octets();

        assertThat(open(keys, SignalChannel.SMS, byNext, NUMBER).senderKeyId()).isEqualTo(9);
        assertThat(open(keys, SignalChannel.SMS, sealed, NUMBER).senderKeyId())
                .isEqualTo(SENDER_ID);
    }

    @Test
    void takes_no_keys_that_contradict_themselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new OpeningKeys("gw", Map.of(), Set.of(), Map.of(), Map.of(6, PSK)))
                .withMessage("pre-shared key epoch must be 7 to 7, not 6");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                OpeningKeys.of(
                                        "gw",
                                        Map.of(65536, SENDER.pair().publicKey()),
                                        Map.of(),
                                        List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpeningKeys.of("gw", Map.of(), Map.of(256, GATEWAY), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpeningKeys.of("GW", Map.of(), Map.of(), List.of()));
    }

    @Test
    void tries_every_recipient_that_it_serves_up_to_its_bound() throws Exception {
        Recipient[] many = new Recipient[ServedRecipients.MAXIMUM + 1];
        Arrays.setAll(many, i -> new LongRecipient("terminal-" + i));
        many[ServedRecipients.MAXIMUM - 1] = NUMBER;
        assertThat(open(KEYS, SignalChannel.SMS, sealed, many).request().recipient())
                .isEqualTo(NUMBER);

        many[ServedRecipients.MAXIMUM - 1] = new LongRecipient("terminal");
        many[ServedRecipients.MAXIMUM] = NUMBER;
        assertThat(refused(KEYS, SignalChannel.SMS, sealed, many))
                .isEqualTo(RefusalReason.NOT_OPENED);
    }

    @Test
    void refuses_a_request_that_names_another_recipient_than_it_was_sent_to() {
        Octets forged =
                Fleet.sealedRaw(
                        AccessRequestCodec.encode(request(1)),
                        Msisdn.parse("+4915112345679").canonical());

        assertThat(refused(KEYS, SignalChannel.SMS, forged, Msisdn.parse("+4915112345679")))
                .isEqualTo(RefusalReason.WRONG_RECIPIENT);
    }

    @Test
    void refuses_an_authentic_message_that_is_no_request() {
        Octets nonsense = Fleet.sealedRaw(Secret.of(new byte[44]), NUMBER.canonical());

        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> open(KEYS, SignalChannel.SMS, nonsense, NUMBER))
                .satisfies(
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(RefusalReason.MALFORMED);
                            assertThat(refused.detail()).contains("tunnel protocol at octet 1");
                            assertThat(refused)
                                    .hasMessage(
                                            "malformed: tunnel protocol at octet 1: 0 is unknown");
                            assertThat(refused.getStackTrace()).isEmpty();
                        });
    }

    private static RefusalReason refused(Octets octets) {
        return refused(KEYS, SignalChannel.SMS, octets, NUMBER);
    }

    private static RefusalReason refused(
            OpeningKeys keys, SignalChannel channel, Octets octets, Recipient... recipients) {
        try {
            throw new AssertionError("opened " + open(keys, channel, octets, recipients));
        } catch (AccessRefusedException refused) {
            return refused.reason();
        }
    }

    private static OpenedRequest open(
            OpeningKeys keys, SignalChannel channel, Octets octets, Recipient... recipients)
            throws AccessRefusedException {
        return new AccessRequestOpener(keys).examine(octets).open(channel, List.of(recipients));
    }
}
