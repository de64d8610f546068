/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Optional;

/**
 * The optional end of a report: TP-PI and what it announces (TS 23.040, 9.2.3.27).
 *
 * @param protocol TP-PID
 * @param coding TP-DCS; where it is absent, user data is in the GSM 7 bit default alphabet
 * @param userData TP-UDHI, TP-UDL and TP-UD
 */
public record ReportFields(
        Optional<ProtocolIdentifier> protocol,
        Optional<DataCodingScheme> coding,
        Optional<UserData> userData) {

    /** None of them. */
    public static final ReportFields NONE =
            new ReportFields(Optional.empty(), Optional.empty(), Optional.empty());

    public ReportFields {
        if (userData.isPresent()) {
            Coding.check(coding.orElse(DataCodingScheme.GSM7), userData.get());
        }
    }
}
