/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import io.reveille.gateway.agent.internal.enrolment.Cancellation;
import io.reveille.gateway.agent.internal.enrolment.CodeMemory;
import io.reveille.gateway.agent.internal.enrolment.EnrolmentExchange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Makes a new gateway a member of a fleet.
 *
 * <p>What the gateway gives: the code, its public keys, and which services it offers. Private keys
 * are made here and never leave. What it believes: only a server whose certificate leads to the
 * fleet CA that the code names by its fingerprint.
 *
 * <p>Crash-safe: fresh keys are on the disk before they are sent, and an attempt after a crash or a
 * lost answer sends the same ones with the same code.
 */
public final class GatewayEnrolment {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Duration timeout;
    private final Clock clock;
    private final Cancellation cancellation = new Cancellation();

    /** With a time-out of 30 s and the system's clock. */
    public GatewayEnrolment() {
        this(TIMEOUT, Clock.systemUTC());
    }

    /**
     * @param timeout for one attempt as a whole
     * @param clock judges whether the server's certificate is valid
     */
    public GatewayEnrolment(Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Tries once, and keeps the identity in {@code HOME/keys} when it returns. Returns early, with
     * {@link Kind#UNREACHABLE}, when the thread is interrupted.
     *
     * @param url as the server printed it, such as {@code https://203.0.113.7:4434/enrol}
     * @param code as the server printed it
     * @param services what clients may reach
     * @param home the gateway's home directory
     * @throws EnrolmentException when there is no identity; its message says what to do
     */
    public GatewayIdentity enrol(URI url, String code, List<OfferedService> services, Path home)
            throws EnrolmentException {
        if (!"https".equalsIgnoreCase(url.getScheme())
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || !url.getRawPath().startsWith("/")) {
            throw new EnrolmentException(
                    Kind.BAD_INPUT,
                    "the enrolment address "
                            + url
                            + " cannot be used; write it as the server printed it, for example"
                            + " https://203.0.113.7:4434/enrol");
        }
        EnrolmentCode parsed =
                EnrolmentCode.parse(code)
                        .orElseThrow(
                                () ->
                                        new EnrolmentException(
                                                Kind.BAD_INPUT,
                                                "the enrolment code is not one; write it as the"
                                                        + " server printed it: eight groups of four"
                                                        + " letters and digits"));
        return EnrolmentExchange.run(url, parsed, services, home, timeout, clock, cancellation);
    }

    /** Ends an attempt that is going on, and all later ones, with {@link Kind#UNREACHABLE}. */
    public void cancel() {
        cancellation.cancel();
    }

    /** Whether this home's identity was given for this code. */
    public static boolean wasUsed(Path home, String code) {
        return EnrolmentCode.parse(code)
                .filter(parsed -> CodeMemory.in(home).remembers(parsed))
                .isPresent();
    }
}
