/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.util.Locale;

/** What a mail's header says about it. Nothing of it is to be trusted. */
final class MailNature {
    private static final int LONGEST_ORIGIN = 100;

    private MailNature() {}

    /**
     * Whether a program sent it in answer to another mail: a bounce (RFC 3464), a receipt, or an
     * absence notice (RFC 3834). Such a mail may carry a request, but one that was sent elsewhere.
     */
    static boolean isAnAnswerOfAProgram(Part mail) throws MessagingException {
        return mail.isMimeType("multipart/report")
                || header(mail, "Return-Path").equals("<>")
                || header(mail, "Auto-Submitted")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("auto-replied")
                || header(mail, "Precedence").equalsIgnoreCase("auto_reply")
                || !header(mail, "X-Autoreply").isEmpty()
                || !header(mail, "X-Autorespond").isEmpty();
    }

    /** Who it says that it is from, for the audit log. */
    static String origin(Part mail) throws MessagingException {
        String from = header(mail, "From").replaceAll("[^\\x20-\\x7E]", "?");
        return "mail from "
                + (from.isEmpty()
                        ? "nobody"
                        : from.substring(0, Math.min(from.length(), LONGEST_ORIGIN)));
    }

    private static String header(Part mail, String name) throws MessagingException {
        String[] values = mail.getHeader(name);
        return values == null || values.length == 0 ? "" : values[0].strip();
    }
}
