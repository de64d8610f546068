/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.sms.Direction;
import io.reveille.sms.Pdu;
import io.reveille.sms.PduCodec;
import io.reveille.sms.SmsDecodeException;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class InversePropertyTest {

    @Property(tries = 5000)
    void every_message_comes_back_from_its_json(
            @ForAll("messages") String hex,
            @ForAll Direction direction,
            @ForAll @Size(max = 3) byte[] changes,
            @ForAll @IntRange(max = 10_000) int place) {
        byte[] octets = HexFormat.of().parseHex(hex);
        for (int i = 0; i < changes.length; i++) {
            octets[(place * (i + 1)) % octets.length] = changes[i];
        }
        try {
            Pdu pdu = PduCodec.decode(octets, direction);

            Pdu back = MessageReader.read(new Fields(MessageWriter.write(pdu)));

            assertThat(back).isEqualTo(pdu);
        } catch (SmsDecodeException e) {
            assertThat(e.reason()).isNotBlank(); // changed into no message at all
        }
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
                "0011000B916407281553F80000AA0AE8329BFD4697D9EC37",
                "00A80DD0D2A2B5986432017FF66211100000006903010203",
                "0004008100086211102143654008004800690D30DC4B",
                "00440081000462111021436500090605043E803E81D1AA",
                "004400810000621110214365000B06240101250107414243",
                "009DFF05A12143F500006221133295952300",
                "00090000800000423C000000000000",
                "00062A0D91945111325476F8621110214365406211102143754000",
                "006A0102812162111021436540621110214365404607000404027000FF",
                "0000D3017F",
                "0001C20462111021436540024835",
                "00420700002A02812104027000BB");
    }
}
