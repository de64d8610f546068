/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.crypto.Octets;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.util.List;

/**
 * What a mail brought.
 *
 * @param requests what may be access requests, of those that count
 * @param origin for the audit log
 */
record FoundMail(List<Octets> requests, String origin) {
    /**
     * Looks at a mail.
     *
     * @throws MessagingException when it cannot be read at all
     */
    static FoundMail in(Part mail) throws MessagingException {
        return MailNature.isAnAnswerOfAProgram(mail)
                ? new FoundMail(List.of(), "")
                : new FoundMail(RequestsInMail.in(mail), MailNature.origin(mail));
    }
}
