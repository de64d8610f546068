/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.ModemState;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.modem.SentSms;
import io.reveille.gateway.modem.SerialConnection;
import io.reveille.gateway.modem.SerialConnector;
import io.reveille.gateway.modem.SmsFate;
import io.reveille.gateway.modem.SmsInbox;
import io.reveille.gateway.modem.internal.channel.AtChannel;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.gateway.modem.internal.vendor.QuirksTable;
import io.reveille.sms.SmsSubmit;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a modem going: closed → opening → initialising → ready, back to initialising when it
 * restarts, back to opening, after a pause that grows, when the line is gone.
 */
public final class ModemWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ModemWorker.class);
    private static final Duration SIM_PAUSE = Duration.ofSeconds(30);
    private static final Duration SETUP_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_UPSETS = 5;

    /** State and what there is to say about it. */
    public record Condition(ModemState state, String detail) {}

    private final SerialConnector connector;
    private final ModemSettings settings;
    private final QuirksTable quirks;
    private final NetworkClock clock;
    private final EventQueue events;
    private final Outbox outbox;
    private final Initialisation initialisation;
    private final Intake intake;
    private volatile Condition condition = new Condition(ModemState.CLOSED, "");
    private volatile Optional<ModemStatus> lastStatus = Optional.empty();
    private volatile boolean closing;
    private boolean wasReady;
    private int upsets;
    private long lastUpset = System.nanoTime();

    /** A worker that does nothing before it is run. */
    public ModemWorker(
            SerialConnector connector,
            ModemSettings settings,
            AtomicReference<Optional<SmsInbox>> inbox) {
        this.connector = connector;
        this.settings = settings;
        this.quirks = QuirksTable.load(settings.quirks());
        this.clock = new NetworkClock(quirks);
        this.events = new EventQueue(clock);
        this.outbox = new Outbox(settings.sending());
        this.initialisation = new Initialisation(quirks, clock, new SimGate(settings.pin()));
        this.intake = new Intake(inbox, settings, outbox::report);
    }

    /** How the modem is now. */
    public Condition condition() {
        return condition;
    }

    /** Has a message sent. */
    public CompletionStage<SentSms> send(SmsSubmit message, Optional<Consumer<SmsFate>> news) {
        CompletableFuture<SentSms> sent = new CompletableFuture<>();
        offer(new ModemEvent.Send(message, news, sent));
        return sent;
    }

    /** The status as it was last asked for. */
    public Optional<ModemStatus> lastStatus() {
        return lastStatus;
    }

    /** The time that the network told last. */
    public Optional<NetworkTime> networkTime() {
        return clock.time();
    }

    /** Has the status asked for. */
    public CompletionStage<ModemStatus> status() {
        CompletableFuture<ModemStatus> status = new CompletableFuture<>();
        offer(new ModemEvent.Ask(status));
        return status;
    }

    private void offer(ModemEvent event) {
        if (condition.state() != ModemState.READY) {
            EventQueue.fail(event, "the modem is not ready: " + describe());
        } else if (!events.add(event)) {
            EventQueue.fail(event, "too much waits for the modem");
        }
    }

    /** Has the modem looked through for messages. */
    public void look() {
        events.look();
    }

    /** Ends the run; the thread is to be interrupted as well. */
    public void stop() {
        closing = true;
    }

    /** State and detail, for people. */
    public String describe() {
        Condition now = condition;
        return now.state().description() + (now.detail().isEmpty() ? "" : ": " + now.detail());
    }

    @Override
    public void run() {
        Duration pause = settings.reopenPause();
        enter(ModemState.OPENING, "");
        try {
            while (!closing) {
                pause = converse() ? settings.reopenPause() : longer(pause);
                if (!closing) {
                    Thread.sleep(pause.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            enter(ModemState.CLOSED, "");
            events.clear("the modem was closed");
            outbox.close("the modem was closed");
        }
    }

    private Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(settings.reopenPauseMost()) > 0
                ? settings.reopenPauseMost()
                : doubled;
    }

    /** Opens the line and uses it until it is gone; tells whether the modem was ready meanwhile. */
    private boolean converse() throws InterruptedException {
        wasReady = false;
        try (SerialConnection connection = connector.open();
                AtChannel channel =
                        new AtChannel(connection, quirks, settings.answerTime(), events::said)) {
            At at = new At(channel, settings.answerTime());
            while (!closing) {
                serve(at);
            }
        } catch (IOException e) {
            trouble(e.getMessage());
        } catch (ModemUpsetException e) {
            trouble(connector.address() + ": " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The modem at {} could not be driven", connector.address(), e);
            trouble(connector.address() + ": " + e);
        }
        return wasReady;
    }

    private void trouble(String what) {
        if (!closing) {
            LOG.warn("Modem: {}; trying again", what);
            enter(ModemState.OPENING, what);
            events.clear(what);
            outbox.giveUp(what);
        }
    }

    /** Sets the modem up and uses it until it restarts. */
    private void serve(At at) throws ModemUpsetException, InterruptedException {
        enter(ModemState.INITIALISING, "");
        try {
            ModemSetup setup = initialisation.run(at);
            wasReady = true;
            enter(ModemState.READY, setup.describe());
            LOG.info("Modem at {}: {}", connector.address(), describe());
            new Service(at, setup, settings, events, intake, outbox, clock)
                    .run(
                            () -> !closing,
                            detail -> enter(ModemState.READY, detail),
                            status -> lastStatus = Optional.of(status));
        } catch (NotReadyException e) {
            notReady(e);
            at.channel().check();
        } catch (ModemUpsetException e) {
            if (e.isLineGone()) {
                throw e;
            }
            LOG.info("Modem at {} is set up again: {}", connector.address(), e.getMessage());
            calmDown();
        }
    }

    /** A modem that restarts all the time is not to keep this machine busy. */
    private void calmDown() throws InterruptedException {
        long now = System.nanoTime();
        upsets = now - lastUpset < SIM_PAUSE.toNanos() ? upsets + 1 : 0;
        lastUpset = now;
        if (upsets > MOST_UPSETS) {
            Thread.sleep(SETUP_PAUSE.toMillis());
        }
    }

    /** Waits a while, or until the modem says something. */
    private void notReady(NotReadyException e) throws InterruptedException {
        enter(e.isSim() ? ModemState.SIM_NOT_READY : ModemState.INITIALISING, e.getMessage());
        LOG.warn("Modem at {}: {}", connector.address(), e.getMessage());
        events.clear(e.getMessage());
        events.next(e.isSim() ? SIM_PAUSE : SETUP_PAUSE)
                .ifPresent(event -> EventQueue.fail(event, e.getMessage()));
    }

    private void enter(ModemState state, String detail) {
        condition = new Condition(state, detail);
    }
}
