/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import com.google.gson.JsonObject;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.gateway.agent.EnrolmentException;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.internal.HomeFiles;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One attempt to enrol: what is sent, and what is believed of the answer. */
public final class EnrolmentExchange {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final URI url;
    private final EnrolmentCode code;
    private final PendingKeys keys;
    private final Optional<String> askedBefore;
    private final Clock clock;

    private EnrolmentExchange(URI url, EnrolmentCode code, PendingKeys keys, Clock clock) {
        this.url = url;
        this.code = code;
        this.keys = keys;
        this.askedBefore = keys.askedAt();
        this.clock = clock;
    }

    /** Asks, and keeps what is given. */
    public static GatewayIdentity run(
            URI url,
            EnrolmentCode code,
            List<OfferedService> services,
            Path home,
            Duration timeout,
            Clock clock,
            Cancellation cancellation)
            throws EnrolmentException {
        try {
            PendingKeys keys = PendingKeys.forCode(home, CodeMemory.digest(code));
            EnrolmentExchange exchange = new EnrolmentExchange(url, code, keys, clock);
            GatewayIdentity identity = exchange.ask(services, timeout, cancellation);
            identity.store(home);
            CodeMemory.in(home).remember(code);
            keys.delete();
            return identity;
        } catch (IOException e) {
            throw new EnrolmentException(
                    Kind.STORAGE,
                    "keys cannot be kept in "
                            + home.resolve("keys")
                            + ": "
                            + HomeFiles.describe(e)
                            + ". Make the directory writable for the gateway's user, with free space",
                    e);
        }
    }

    private GatewayIdentity ask(
            List<OfferedService> services, Duration timeout, Cancellation cancellation)
            throws EnrolmentException {
        FleetPin pin = new FleetPin(code, clock);
        HttpAnswer answer;
        try {
            answer =
                    new HttpsPost(url, pin, timeout, cancellation)
                            .send(claim(services), this::sending);
        } catch (ProtocolException e) {
            throw badAnswer(e.getMessage(), e);
        } catch (IOException e) {
            throw failed(e);
        }
        if (answer.status() == FORBIDDEN) {
            throw refused();
        }
        if (answer.status() == TOO_MANY_REQUESTS || answer.status() >= SERVER_ERROR) {
            throw new EnrolmentException(
                    Kind.UNREACHABLE,
                    url + " cannot enrol gateways now (HTTP status " + answer.status() + ")");
        }
        if (answer.status() != OK) {
            throw badAnswer("its HTTP status is " + answer.status(), null);
        }
        try {
            return ClaimJson.identity(
                    MembershipJson.read(MembershipJson.parse(answer.body())),
                    pin.fleetCa().orElseThrow(),
                    keys);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw badAnswer(String.valueOf(e.getMessage()), e);
        }
    }

    private void sending() throws IOException {
        keys.asking(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private String claim(List<OfferedService> services) {
        JsonObject claim = ClaimJson.of(keys, services);
        claim.addProperty("code", code.text());
        return claim.toString();
    }

    private EnrolmentException failed(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new EnrolmentException(
                        Kind.UNTRUSTED_SERVER,
                        url
                                + " is not the server of the fleet that the enrolment code names ("
                                + cause.getMessage()
                                + "). Compare address and code with what the server printed; if"
                                + " both are right, someone is in between: do not go on",
                        e);
            }
        }
        String again =
                keys.askedAt().isPresent()
                        ? ". The code was sent; if only the answer was lost, the same code works again"
                                + " from here until it expires"
                        : "";
        return new EnrolmentException(
                Kind.UNREACHABLE,
                url
                        + " does not answer: "
                        + e.getMessage()
                        + again
                        + ". It is tried again; see that the gateway is online and that the port is"
                        + " open",
                e);
    }

    private EnrolmentException refused() {
        String why =
                askedBefore
                        .map(
                                at ->
                                        "It was sent at "
                                                + at
                                                + " already, and the same keys may ask again until the"
                                                + " code expires, so it has expired or was replaced by"
                                                + " a newer one")
                        .orElse("It may be mistyped, used, or out of date");
        return new EnrolmentException(
                Kind.REFUSED,
                url
                        + " did not accept the enrolment code. "
                        + why
                        + ". Have the server make a new code for this gateway and enter that");
    }

    private EnrolmentException badAnswer(String what, Exception cause) {
        return new EnrolmentException(
                Kind.BAD_ANSWER,
                url
                        + " gave an answer that cannot be used: "
                        + what
                        + ". Use a gateway and a server of versions that belong together, and a new"
                        + " code",
                cause);
    }
}
