/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;

/** Parts of messages as a mobile gets them. */
final class Parts {
    private static final Timestamp TIME =
            Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00"));

    private Parts() {}

    static SmsDeliver part(Address from, int reference, int total, int sequence, String text) {
        return part(from, new Concatenation(reference, total, sequence, false), text);
    }

    static SmsDeliver part(Address from, Concatenation which, String text) {
        UserData body = UserData.gsm7(text).withHeader(UserDataHeader.of(which.element()));
        return SmsDeliver.of(from, TIME, DataCodingScheme.GSM7, body);
    }

    static List<SmsDeliver> parts(Address from, int reference, String text) {
        Segmenter segmenter =
                new Segmenter(
                        () -> reference, reference > 255, EnumSet.allOf(NationalLanguage.class));
        return segmenter.split(text).stream()
                .map(
                        userData ->
                                SmsDeliver.of(
                                        from,
                                        TIME,
                                        DataCodingScheme.of(userData.alphabet()),
                                        userData))
                .toList();
    }
}
