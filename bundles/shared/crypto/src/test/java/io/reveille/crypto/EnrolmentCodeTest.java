/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentCodeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /** 0123456789 in hexadecimal twice over, so that each part is easy to tell. */
    private static final EnrolmentCode CODE =
            new EnrolmentCode(
                    Secret.of(Octets.fromHex("00112233445566778899").toArray()),
                    Octets.fromHex("ffeeddccbbaa99887766"));

    private static final String TEXT = "008J-4CT4-ANK7-F24S-ZZQD-VK5V-NACR-GXV6";

    @Test
    void is_written_in_eight_groups_of_four() {
        assertThat(CODE.text()).isEqualTo(TEXT);
    }

    @Property
    void reads_what_it_writes(@ForAll @Size(10) byte[] ticket, @ForAll @Size(10) byte[] pin) {
        EnrolmentCode code = new EnrolmentCode(Secret.of(ticket), Octets.of(pin));

        assertThat(EnrolmentCode.parse(code.text())).contains(code);
        assertThat(EnrolmentCode.parse(code.text().toLowerCase(Locale.ROOT).replace("-", "")))
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "008j-4ct4-ank7-f24s-zzqd-vk5v-nacr-gxv6",
                "oo8j4ct4ank7f24szzqdvk5vnacrgxv6",
                "O O8J 4CT4 ANK7 F24S\nZZQD VK5V NACR GXV6",
                "--008J4CT4-ANK7F24S-ZZQDVK5V-NACRGXV6--",
            })
    void reads_what_people_type(String typed) {
        assertThat(EnrolmentCode.parse(typed)).contains(CODE);
    }

    @Test
    void reads_i_and_l_as_one() {
        assertThat(EnrolmentCode.parse("i1L1-".repeat(8)))
                .isEqualTo(EnrolmentCode.parse("1111-".repeat(8)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "008J",
                "008J-4CT4-ANK7-F24S-ZZQD-VK5V-NACR-GXV",
                "008J-4CT4-ANK7-F24S-ZZQD-VK5V-NACR-GXV6-0",
                "U08J-4CT4-ANK7-F24S-ZZQD-VK5V-NACR-GXV6",
                "008J-4CT4-ANK7-F24S-ZZQD-VK5V-NACR-GXV\u00DF",
                "008J-4CT4-ANK7-F24S-ZZQD-VK5V-NACR-GXV\u0131",
                "008J.4CT4.ANK7.F24S.ZZQD.SJXV.NACR.GXV6",
            })
    void refuses_what_is_no_code(String typed) {
        assertThat(EnrolmentCode.parse(typed)).isEmpty();
        assertThat(EnrolmentCode.parse(TEXT + "-".repeat(200))).isEmpty();
    }

    @Property
    void any_text_gives_a_code_or_nothing(@ForAll String text) {
        assertThat(EnrolmentCode.parse(text)).isNotNull();
    }

    @Test
    void names_its_fleet_and_no_other() {
        FleetCa ca = FleetCa.create("fleet", NOW);
        EnrolmentCode code = EnrolmentCode.issue(ca.certificate());

        assertThat(code.names(ca.certificate())).isTrue();
        assertThat(code.names(FleetCa.create("fleet", NOW).certificate())).isFalse();
        assertThat(EnrolmentCode.parse(code.text()).orElseThrow().names(ca.certificate())).isTrue();
        assertThat(EnrolmentCode.issue(ca.certificate())).isNotEqualTo(code);
    }

    @Test
    void hides_its_ticket() {
        assertThat(CODE.toString()).doesNotContain("0011", "008J").contains("ffeeddcc");
    }

    @Test
    void has_two_parts_of_ten_octets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnrolmentCode(Secret.random(9), CODE.pin()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnrolmentCode(CODE.ticket(), Octets.EMPTY));
    }
}
