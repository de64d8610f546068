/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.gateway.signal.MailSecurity;
import io.reveille.gateway.signal.MailSettings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.util.MailConnectException;

/** Says what is wrong and what to do. What the server says is passed on, but not its line ends. */
final class MailProblem {
    private static final int DEEPEST = 12;
    private static final int LONGEST = 200;

    private MailProblem() {}

    static String describe(Throwable problem, MailSettings settings) {
        if (find(problem, FolderNotFoundException.class).isPresent()) {
            return "there is no mailbox '"
                    + settings.mailbox()
                    + "': set mailbox to one that the account has";
        }
        if (find(problem, AuthenticationFailedException.class).isPresent()) {
            return "the server refused the login ("
                    + text(problem)
                    + "): check user and the file that password.file names";
        }
        Optional<CertificateException> certificate = find(problem, CertificateException.class);
        if (certificate.isPresent()) {
            return "the server's certificate was not accepted ("
                    + text(deepest(certificate.get()))
                    + "): host must be the name in the certificate, tls.ca.file its CA where that is"
                    + " not a public one, and this gateway's clock must be right";
        }
        Optional<SSLException> tls = find(problem, SSLException.class);
        if (tls.isPresent()) {
            return "no TLS with the server ("
                    + text(tls.get())
                    + "): check port and security, which is "
                    + settings.security();
        }
        if (find(problem, MailConnectException.class).isPresent()
                || find(problem, UnknownHostException.class).isPresent()) {
            return "the server cannot be reached (" + text(deepest(problem)) + ")";
        }
        if (settings.security() == MailSecurity.STARTTLS && text(problem).contains("STARTTLS")) {
            return "the server offers no STARTTLS: set security to tls, or port to the one that does";
        }
        return text(problem);
    }

    private static <T extends Throwable> Optional<T> find(Throwable problem, Class<T> type) {
        return chain(problem).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Throwable deepest(Throwable problem) {
        return chain(problem).reduce(problem, (before, cause) -> cause);
    }

    private static Stream<Throwable> chain(Throwable problem) {
        return Stream.iterate(problem, Throwable::getCause)
                .limit(DEEPEST)
                .takeWhile(cause -> cause != null);
    }

    private static String text(Throwable problem) {
        String text =
                Optional.ofNullable(problem.getMessage())
                        .orElse(problem.getClass().getSimpleName())
                        .replaceAll("[^\\x20-\\x7E]+", " ")
                        .strip();
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
