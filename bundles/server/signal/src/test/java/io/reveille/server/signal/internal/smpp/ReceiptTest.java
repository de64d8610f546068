/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id:123A sub:001 dlvrd:001 submit date:2611011234 stat:DELIVRD err:000 text:hi | 123A | delivered
                    ID: 7 STAT: expired ERR: 027                                   | 7    | expired before it was delivered, error 027
                    stat:UNDELIVERABLE id:9                                        | 9    | undeliverable
                    id:1 stat:ACCEPTD                                              | 1    | accepted on behalf of the gateway
                    id:1 stat:DELETED                                              | 1    | deleted by the centre
                    id:1 stat:WHATEVER                                             | 1    | in an unknown state
                    something else                                                 |      | in an unknown state
                    valid:5 text:id:6 stat:DELIVRD                                 |      | in an unknown state
                    """)
    void texts_are_read_as_centres_write_them(String text, String id, String words) {
        Receipt receipt =
                Receipt.of(
                        Optional.empty(),
                        Optional.empty(),
                        text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(receipt.ids().text()).isEqualTo(Optional.ofNullable(id));
        assertThat(receipt.words()).isEqualTo(words);
    }

    @Property
    void any_octets_are_some_receipt(@ForAll byte[] text, @ForAll int state) {
        Receipt receipt = Receipt.of(Optional.empty(), Optional.of(state), text);

        assertThat(receipt.words()).isNotBlank().hasSizeLessThan(100);
    }
}
