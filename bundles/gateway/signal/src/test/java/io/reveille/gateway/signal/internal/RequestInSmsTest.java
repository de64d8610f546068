/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import io.reveille.sms.WholeMessage;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestInSmsTest {
    private final RequestInSms requests = new RequestInSms(16_000, 16_999);

    @ParameterizedTest
    @CsvSource({
        "15999,false",
        "16000,true",
        "16500,true",
        "16999,true",
        "17000,false",
        "2948,false"
    })
    void octets_for_one_of_the_ports_are_taken(int port, boolean taken) {
        assertThat(requests.find(binary("AABB", port)).isPresent()).isEqualTo(taken);
    }

    @Test
    void octets_without_ports_are_taken_when_they_begin_like_a_request() {
        assertThat(requests.find(binary("D1AABB"))).hasValue(Octets.fromHex("D1AABB"));
        assertThat(requests.find(binary("D2AABB"))).isEmpty();
        assertThat(requests.find(binary(""))).isEmpty();
    }

    @Test
    void octets_that_begin_like_a_request_for_another_port_are_left() {
        assertThat(requests.find(binary("D1AABB", 2_948))).isEmpty();
    }

    @Test
    void the_text_form_is_found_within_a_text() {
        Octets request = Octets.of(OctetString.fromHex("D101" + "5A".repeat(112)).toArray());

        assertThat(requests.find(text("Please: " + TextForm.encode(request)))).hasValue(request);
        assertThat(requests.find(text("See you at noon. D1 is the place."))).isEmpty();
    }

    @Test
    void a_text_in_several_parts_is_one_text() {
        Octets request = Octets.of(OctetString.fromHex("D101" + "5A".repeat(128)).toArray());
        String text = TextForm.encode(request);
        WholeMessage message =
                new WholeMessage(List.of(part(text.substring(0, 100)), part(text.substring(100))));

        assertThat(requests.find(message)).hasValue(request);
    }

    @Test
    void octets_beyond_every_request_are_left() {
        SmsDeliver part = binary("D1" + "00".repeat(130)).parts().get(0);

        assertThat(requests.find(new WholeMessage(List.of(part, part, part, part)))).isEmpty();
        assertThat(requests.find(new WholeMessage(List.of(part, part)))).isPresent();
    }

    @Property
    void any_octets_are_taken_whole_or_left(@ForAll @Size(max = 140) byte[] octets) {
        Optional<Octets> found = requests.find(binary(OctetString.of(octets).hex()));

        found.ifPresent(request -> assertThat(request.toArray()).isEqualTo(octets));
        assertThat(found.isPresent()).isEqualTo(octets.length > 0 && octets[0] == (byte) 0xD1);
    }

    private static WholeMessage binary(String hex) {
        return message(UserData.octets(OctetString.fromHex(hex)));
    }

    private static WholeMessage binary(String hex, int port) {
        return message(
                UserData.octets(OctetString.fromHex(hex))
                        .withHeader(
                                UserDataHeader.of(ApplicationPorts.of(port, 16_001).element())));
    }

    private static WholeMessage text(String text) {
        return new WholeMessage(List.of(part(text)));
    }

    private static SmsDeliver part(String text) {
        return message(UserData.gsm7(text)).parts().get(0);
    }

    private static WholeMessage message(UserData data) {
        Alphabet alphabet = data.alphabet();
        return new WholeMessage(
                List.of(
                        SmsDeliver.of(
                                Address.international("491700000001"),
                                Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00")),
                                DataCodingScheme.of(alphabet),
                                data)));
    }
}
