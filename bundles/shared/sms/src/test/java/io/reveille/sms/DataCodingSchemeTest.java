/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static io.reveille.sms.Alphabet.GSM7;
import static io.reveille.sms.Alphabet.OCTETS;
import static io.reveille.sms.Alphabet.UCS2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TS 23.038, 4, group by group. */
class DataCodingSchemeTest {
    private static final List<MessageClass> CLASSES = List.of(MessageClass.values());
    private static final List<MessageWaiting.Kind> KINDS = List.of(MessageWaiting.Kind.values());

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
    void general_and_deletion_groups(int group) {
        for (int low = 0; low < 16; low++) {
            DataCodingScheme coding = new DataCodingScheme(group | low);
            Alphabet expected = new Alphabet[] {GSM7, OCTETS, UCS2, GSM7}[low >> 2];

            assertThat(coding.alphabet()).isEqualTo(expected);
            assertThat(coding.compressed()).isEqualTo((group & 0x20) != 0);
            assertThat(coding.carried()).isEqualTo((group & 0x20) != 0 ? OCTETS : expected);
            assertThat(coding.automaticDeletion()).isEqualTo(group >= 0x40);
            assertThat(coding.messageClass())
                    .isEqualTo(
                            (group & 0x10) != 0
                                    ? Optional.of(CLASSES.get(low & 3))
                                    : Optional.empty());
            assertThat(coding.messageWaiting()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x90, 0xA0, 0xB0})
    void reserved_groups_mean_the_default_alphabet(int group) {
        for (int low = 0; low < 16; low++) {
            DataCodingScheme coding = new DataCodingScheme(group | low);

            assertThat(coding.carried()).isEqualTo(GSM7);
            assertThat(coding.compressed()).isFalse();
            assertThat(coding.automaticDeletion()).isFalse();
            assertThat(coding.messageClass()).isEmpty();
            assertThat(coding.messageWaiting()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"192, false, GSM7", "208, true, GSM7", "224, true, UCS2"})
    void message_waiting_groups(int group, boolean store, Alphabet alphabet) {
        for (int low = 0; low < 16; low++) {
            DataCodingScheme coding = new DataCodingScheme(group | low);

            assertThat(coding.carried()).isEqualTo(alphabet);
            assertThat(coding.messageWaiting())
                    .contains(new MessageWaiting(KINDS.get(low & 3), (low & 0x08) != 0, store));
            assertThat(coding.messageClass()).isEmpty();
        }
    }

    @Test
    void the_class_group() {
        for (int low = 0; low < 16; low++) {
            DataCodingScheme coding = new DataCodingScheme(0xF0 | low);

            assertThat(coding.carried()).isEqualTo((low & 0x04) != 0 ? OCTETS : GSM7);
            assertThat(coding.messageClass()).contains(CLASSES.get(low & 3));
            assertThat(coding.messageWaiting()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Alphabet.class)
    void schemes_are_made_of_alphabet_and_class(Alphabet alphabet) {
        assertThat(DataCodingScheme.of(alphabet).alphabet()).isEqualTo(alphabet);
        assertThat(DataCodingScheme.of(alphabet).messageClass()).isEmpty();
        for (MessageClass messageClass : MessageClass.values()) {
            DataCodingScheme coding = DataCodingScheme.of(alphabet, messageClass);

            assertThat(coding.alphabet()).isEqualTo(alphabet);
            assertThat(coding.messageClass()).contains(messageClass);
        }
    }

    @Test
    void scheme_and_user_data_must_agree() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmsSubmit.of(
                                        Address.parse("1"),
                                        DataCodingScheme.OCTETS,
                                        UserData.gsm7("a")))
                .withMessage("TP-DCS 04 means 8BIT, the user data is GSM7");
        assertThatIllegalArgumentException().isThrownBy(() -> new DataCodingScheme(256));
    }
}
