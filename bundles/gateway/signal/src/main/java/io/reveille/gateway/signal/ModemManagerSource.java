/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.crypto.Octets;
import io.reveille.gateway.signal.internal.RequestInSms;
import io.reveille.gateway.signal.internal.modemmanager.ManagedModem;
import io.reveille.gateway.signal.internal.modemmanager.ManagedSms;
import io.reveille.gateway.signal.internal.modemmanager.MessageSweep;
import io.reveille.gateway.signal.internal.modemmanager.MessageSweep.Disposition;
import io.reveille.gateway.signal.internal.modemmanager.MessageSweep.Found;
import io.reveille.gateway.signal.internal.modemmanager.ModemManagerBus;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TokenBucket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access requests that come as short messages to a modem which ModemManager has: read, and deleted
 * when taken, over its D-Bus interface, never over the modem's port.
 *
 * <p>What was there before is read at the start. ModemManager and the bus may go and come back.
 * Other messages are left, unless the settings say otherwise. ModemManager drops the application
 * ports of a message, so requests are known by how they begin.
 */
public final class ModemManagerSource implements SignalSource {
    private static final Logger LOG = LoggerFactory.getLogger(ModemManagerSource.class);
    private static final Duration SWEEP = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);
    private static final String SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket";

    private final String bus;
    private final Optional<String> imei;
    private final SignalListener listener;
    private final SmsSignalSettings settings;
    private final RequestInSms requests;
    private final TokenBucket rate;
    private final MessageSweep sweep;
    private final Semaphore news = new Semaphore(0);
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong putOff = new AtomicLong();
    private final Thread worker = new Thread(this::run, "reveille-modemmanager");
    private volatile String state = "ModemManager has not been asked yet";
    private volatile boolean closed;

    /**
     * Listens from now on, on the system bus.
     *
     * @param imei of the modem that is meant; all modems if empty
     */
    public ModemManagerSource(Optional<String> imei, SignalListener listener) {
        this(
                Optional.ofNullable(System.getenv("DBUS_SYSTEM_BUS_ADDRESS")).orElse(SYSTEM_BUS),
                imei,
                listener,
                SmsSignalSettings.defaults());
    }

    /**
     * Listens from now on, on another bus.
     *
     * @param bus its address as D-Bus writes it, such as {@code unix:path=/run/dbus/bus}
     */
    public ModemManagerSource(
            String bus,
            Optional<String> imei,
            SignalListener listener,
            SmsSignalSettings settings) {
        this.bus = bus;
        this.imei = imei;
        this.listener = listener;
        this.settings = settings;
        this.requests = new RequestInSms(settings.firstPort(), settings.lastPort());
        this.rate =
                new TokenBucket(
                        settings.burst(),
                        Duration.ofMinutes(1).dividedBy(settings.perMinute()),
                        System::nanoTime);
        this.sweep = new MessageSweep(imei, this::offer);
        worker.setDaemon(true);
        worker.start();
    }

    private void run() {
        Duration retry = FIRST_RETRY;
        while (!closed) {
            try (ModemManagerBus connected = ModemManagerBus.connect(bus, news::release)) {
                while (!closed) {
                    Found found = sweep.run(connected);
                    describe(found.modems(), found.undeleted());
                    retry = FIRST_RETRY;
                    await(found.later() ? SOON : SWEEP);
                }
            } catch (IOException | RuntimeException e) {
                String problem =
                        e.getMessage() + ". Is ModemManager running, and may this user ask it?";
                if (!problem.equals(state)) {
                    LOG.warn("No short messages by ModemManager: {}", problem);
                }
                state = problem;
                await(retry);
                retry = retry.multipliedBy(2);
                retry = retry.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry;
            }
        }
    }

    private void describe(List<ManagedModem> modems, int undeleted) {
        String now =
                modems.isEmpty()
                        ? imei.map(which -> "ModemManager has no modem " + which)
                                        .orElse("ModemManager has no modem")
                                + ": 'mmcli -L' lists those it has"
                        : modems.stream()
                                .map(ManagedModem::description)
                                .collect(Collectors.joining("; "));
        if (undeleted > 0) {
            now +=
                    "; "
                            + undeleted
                            + " messages were taken and cannot be deleted: 'mmcli -m any"
                            + " --messaging-delete-sms=…' says why, and no more come in once the"
                            + " memory is full";
        }
        if (!now.equals(state)) {
            LOG.info("ModemManager: {}", now);
        }
        state = now;
    }

    private void await(Duration longest) {
        try {
            var unused = news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private Disposition offer(ManagedSms message) {
        Optional<Octets> request =
                message.data().length() > 0
                        ? requests.find(message.data())
                        : requests.find(message.text());
        if (request.isEmpty()) {
            return settings.deleteOthers() ? Disposition.TAKEN : Disposition.LEFT;
        }
        if (!rate.admits(SignalChannel.SMS)) {
            putOff.incrementAndGet();
            return Disposition.LATER;
        }
        try {
            listener.received(
                    SignalChannel.SMS,
                    request.get(),
                    "sms from " + message.sender().replaceAll("[^\\x20-\\x7E]", "?"));
            taken.incrementAndGet();
            return Disposition.TAKEN;
        } catch (RuntimeException e) {
            LOG.warn("A message is kept to be offered again: {}", e.getMessage());
            return Disposition.LATER;
        }
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.SMS;
    }

    @Override
    public String health() {
        return state
                + "; "
                + taken
                + " possible access requests taken, "
                + putOff
                + " put off because there were too many at once";
    }

    @Override
    public void close() {
        closed = true;
        news.release();
        worker.interrupt();
        try {
            worker.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
