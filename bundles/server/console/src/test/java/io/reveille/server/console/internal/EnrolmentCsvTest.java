/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.registry.EnrolmentInvitation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolmentCsvTest {

    @Test
    void reads_gateways_with_and_without_numbers_and_mailboxes() {
        assertThat(
                        EnrolmentCsv.parse(
                                "gw1,+49 151 1234567,gw1@example.org\r\ngw2\n\ngw3,,\"gw3@example.org\"\n"))
                .containsExactly(
                        new EnrolmentInvitation(
                                "gw1",
                                Optional.of("+491511234567"),
                                Optional.of("gw1@example.org")),
                        new EnrolmentInvitation("gw2", Optional.empty(), Optional.empty()),
                        new EnrolmentInvitation(
                                "gw3", Optional.empty(), Optional.of("gw3@example.org")));
    }

    @Test
    void takes_the_order_of_columns_from_a_first_line() {
        assertThat(EnrolmentCsv.parse("\uFEFFGateway,email,msisdn\ngw1,a@b.example,+4915112345678"))
                .containsExactly(
                        new EnrolmentInvitation(
                                "gw1", Optional.of("+4915112345678"), Optional.of("a@b.example")));
    }

    @Test
    void names_every_wrong_line_and_takes_none() {
        assertThatThrownBy(() -> EnrolmentCsv.parse("gw1\nGW 2\ngw3,112x\ngw1\n\"gw4\ngw5,,,x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing was imported: line 2: gateway id 'GW 2'")
                .hasMessageContaining("line 3: ")
                .hasMessageContaining("line 4: gateway gw1 is in line 1 already")
                .hasMessageContaining("line 5: a quotation mark is not closed")
                .hasMessageContaining("line 6: 4 columns");
        assertThatThrownBy(() -> EnrolmentCsv.parse("\n\n"))
                .hasMessageContaining("no gateway in the file");
        assertThatThrownBy(() -> EnrolmentCsv.parse("gateway,phone\ngw1,1"))
                .hasMessageContaining("there is no column 'phone'");
    }
}
