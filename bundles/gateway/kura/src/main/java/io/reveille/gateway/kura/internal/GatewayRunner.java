/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.agent.EnrolmentException;
import io.reveille.gateway.agent.GatewayEnrolment;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.kura.GatewayReport;
import io.reveille.gateway.kura.GatewayReport.State;
import io.reveille.gateway.kura.internal.GatewayConfiguration.Enrolment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one gateway going on a thread of its own: joins the fleet if need be, opens what there is
 * to open, tries again after failures, and begins anew when the identity in its home changes.
 */
final class GatewayRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRunner.class);
    private static final Duration END = Duration.ofSeconds(20);

    private final GatewayConfiguration configuration;
    private final Supplier<Optional<CommPorts>> ports;
    private final Channels channels;
    private final Pauses pauses;
    private final Path home;
    private final StatusFile statusFile;
    private final GatewayEnrolment enrolment = new GatewayEnrolment();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "reveille-gateway");
    private volatile Supplier<GatewayReport> report = () -> GatewayReport.of(State.STARTING, "");
    private Optional<String> enrolmentProblem = Optional.empty();
    private Optional<Enrolment> carried = Optional.empty();

    GatewayRunner(
            GatewayConfiguration configuration,
            Supplier<Optional<CommPorts>> ports,
            Channels channels,
            Pauses pauses) {
        this.configuration = configuration;
        this.ports = ports;
        this.channels = channels;
        this.pauses = pauses;
        this.home = configuration.proxy().home();
        this.statusFile = new StatusFile(home);
        thread.setDaemon(true);
    }

    /** Begins; returns at once. */
    void start() {
        thread.start();
    }

    GatewayConfiguration configuration() {
        return configuration;
    }

    /** How it is now. */
    GatewayReport report() {
        return report.get();
    }

    private void run() {
        int failures = 0;
        while (stop.getCount() > 0) {
            try {
                GatewayIdentity.keepKeysIn(home, configuration.keys());
                Optional<Instant> stored = GatewayIdentity.storedAt(home);
                Optional<GatewayIdentity> identity = GatewayIdentity.load(home);
                if (wantsEnrolment(identity) && enrol(identity)) {
                    continue;
                }
                if (identity.isPresent()) {
                    failures = 0;
                    runAs(identity.get(), stored);
                } else if (isAwaited()) {
                    awaitSms();
                } else if (enrolmentProblem.isPresent() || order().isEmpty()) {
                    show(State.NOT_ENROLLED, enrolmentProblem.orElse(howToEnrol()));
                    pause(pauses.tick());
                } else {
                    failures++;
                    pause(pauses.after(failures));
                }
            } catch (IOException | RuntimeException e) {
                failures++;
                show(State.FAILED, String.valueOf(e.getMessage()));
                pause(pauses.after(failures));
            }
        }
        report = () -> GatewayReport.of(State.STOPPED, "");
        statusFile.write(report());
    }

    private boolean wantsEnrolment(Optional<GatewayIdentity> identity) {
        return enrolmentProblem.isEmpty()
                && order().filter(
                                e ->
                                        identity.isEmpty()
                                                || !GatewayEnrolment.wasUsed(home, e.code()))
                        .isPresent();
    }

    private Optional<Enrolment> order() {
        return configuration.enrolment().or(() -> carried);
    }

    /** Whether address and code are to come by SMS. */
    private boolean isAwaited() {
        return configuration.enrolmentBySms()
                && configuration.modem().isPresent()
                && order().isEmpty();
    }

    private void awaitSms() throws IOException {
        Optional<EnrolmentSms> opened = EnrolmentSms.open(configuration, ports);
        if (opened.isEmpty()) {
            show(State.NOT_ENROLLED, "enrolment.sms needs a modem that only this gateway uses");
            pause(pauses.tick());
            return;
        }
        try (EnrolmentSms sms = opened.get()) {
            while (stop.getCount() > 0
                    && sms.found().isEmpty()
                    && GatewayIdentity.storedAt(home).isEmpty()) {
                show(
                        State.NOT_ENROLLED,
                        "waiting for an SMS 'reveille enrol URL CODE'; modem: "
                                + sms.health()
                                + enrolmentProblem.map(problem -> "; " + problem).orElse(""));
                pause(pauses.tick());
            }
            carried = sms.found();
        }
        if (carried.isPresent()) {
            enrolmentProblem = Optional.empty();
        }
    }

    /** Tries to join; true when there is a new identity. */
    private boolean enrol(Optional<GatewayIdentity> identity) {
        Enrolment order = order().orElseThrow();
        if (report().state() != State.ENROLLING) {
            show(State.ENROLLING, "asking " + order.url());
        }
        try {
            GatewayIdentity joined =
                    enrolment.enrol(
                            order.url(), order.code(), configuration.proxy().services(), home);
            LOG.info("Enrolled as {}", joined.gatewayId());
            return true;
        } catch (EnrolmentException e) {
            show(State.ENROLLING, String.valueOf(e.getMessage()));
            if (!e.worthRetrying() || identity.isPresent()) {
                enrolmentProblem = Optional.of(String.valueOf(e.getMessage()));
                carried = Optional.empty();
            }
            return false;
        }
    }

    private void runAs(GatewayIdentity identity, Optional<Instant> stored) throws IOException {
        try (OpenGateway open = OpenGateway.open(configuration, identity, ports, channels)) {
            LOG.info("Gateway {} takes access requests", identity.gatewayId());
            report = () -> open.report(enrolmentProblem.orElse(""));
            do {
                statusFile.write(report());
                pause(pauses.tick());
            } while (stop.getCount() > 0 && GatewayIdentity.storedAt(home).equals(stored));
        }
    }

    private String howToEnrol() {
        return "set enrolment.url and enrolment.code to what the server printed, or run"
                + " 'reveille gateway enroll' for "
                + home;
    }

    private void show(State state, String detail) {
        GatewayReport now = GatewayReport.of(state, detail);
        if (!now.equals(report())) {
            LOG.warn("Gateway {}: {}", state.description(), detail);
            report = () -> now;
        }
        statusFile.write(now);
    }

    private void pause(Duration wait) {
        try {
            var unused = stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    /** Ends all; within twenty seconds. */
    @Override
    public void close() {
        stop.countDown();
        enrolment.cancel();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("The gateway in {} did not end in time", home);
        }
    }
}
