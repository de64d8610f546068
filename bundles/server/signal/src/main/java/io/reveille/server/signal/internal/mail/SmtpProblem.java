/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mail;

import io.reveille.server.signal.MailRouteSettings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Why a mail was not accepted.
 *
 * @param mail whether it is about this mail, rather than about the server as a whole
 * @param text what is wrong and what to do
 */
record SmtpProblem(boolean mail, String text) {
    private static final int DEEPEST = 12;
    private static final int LONGEST = 200;

    static SmtpProblem of(Throwable problem, MailRouteSettings settings) {
        List<Throwable> chain = chain(problem);
        for (Throwable cause : chain) {
            Optional<Integer> code = code(cause);
            if (code.isPresent()) {
                boolean passing = code.get() / 100 == 4; // RFC 5321, 4.2.1
                return new SmtpProblem(
                        cause instanceof SMTPAddressFailedException,
                        "refused "
                                + (passing ? "for now" : "for good")
                                + " by "
                                + settings.host()
                                + ": "
                                + clean(cause.getMessage()));
            }
        }
        return new SmtpProblem(false, text(chain, settings));
    }

    private static String text(List<Throwable> chain, MailRouteSettings settings) {
        String server = settings.host() + ":" + settings.port();
        Throwable first = chain.get(0);
        Throwable last = chain.get(chain.size() - 1);
        if (has(chain, AuthenticationFailedException.class)) {
            return server
                    + " refused the login ("
                    + clean(first.getMessage())
                    + "): check user and the file that password.file names";
        }
        if (has(chain, CertificateException.class)) {
            return "the certificate of "
                    + server
                    + " was not accepted ("
                    + clean(last.getMessage())
                    + "): host must be the name in the certificate, and tls.ca.file its CA where that"
                    + " is not a public one";
        }
        if (has(chain, SSLException.class)) {
            return "no TLS with "
                    + server
                    + " ("
                    + clean(last.getMessage())
                    + "): check port and security, which is "
                    + settings.security();
        }
        if (has(chain, MailConnectException.class)) {
            return server + " cannot be reached (" + clean(last.getMessage()) + ")";
        }
        return server + ": " + clean(first.getMessage());
    }

    private static boolean has(List<Throwable> chain, Class<?> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static Optional<Integer> code(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException refused) {
            return Optional.of(refused.getReturnCode());
        }
        if (cause instanceof SMTPSenderFailedException refused) {
            return Optional.of(refused.getReturnCode());
        }
        return cause instanceof SMTPSendFailedException refused
                        && !(refused.getNextException() instanceof SMTPAddressFailedException)
                ? Optional.of(refused.getReturnCode())
                : Optional.empty();
    }

    /** What it comes from, by either of the two ways in which these exceptions are chained. */
    private static List<Throwable> chain(Throwable problem) {
        List<Throwable> chain = new ArrayList<>();
        Optional<Throwable> next = Optional.of(problem);
        while (next.isPresent() && chain.size() < DEEPEST) {
            Throwable cause = next.get();
            chain.add(cause);
            next =
                    cause instanceof MessagingException messaging
                            ? Optional.ofNullable(messaging.getNextException())
                            : Optional.ofNullable(cause.getCause());
        }
        return chain;
    }

    /** What a server says may have anything in it. */
    static String clean(@Nullable String text) {
        String clean =
                Optional.ofNullable(text)
                        .orElse("no reason given")
                        .replaceAll("[^\\x20-\\x7E]+", " ")
                        .strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST));
    }
}
