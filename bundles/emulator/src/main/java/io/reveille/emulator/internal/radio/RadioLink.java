/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.radio;

import io.reveille.emulator.internal.at.Radio;
import io.reveille.sms.Direction;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Tpdu;
import io.reveille.sms.TpduCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A modem's link to its SMS centre, made again whenever it breaks. */
public final class RadioLink implements Radio, AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int MOST_SUBMITTED = 64;

    /** RP cause "network out of order" (TS 24.011, 8.2.5.4). */
    private static final int OUT_OF_ORDER = 38;

    /** TP-FCS "unspecified error cause". */
    private static final int UNSPECIFIED = 0xFF;

    private final InetSocketAddress centre;
    private final String number;
    private final Function<Tpdu, CompletionStage<OptionalInt>> deliver;
    private final Runnable changed;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<OptionalInt>> submitted = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<LineLink> link = Optional.empty();
    private volatile boolean registered;
    private volatile boolean covered = true;

    /**
     * A link that is made from now on.
     *
     * @param deliver takes messages from the centre; gives the failure cause if one is not accepted
     * @param changed is run when the modem has become registered or is so no longer
     */
    public RadioLink(
            InetSocketAddress centre,
            String number,
            Function<Tpdu, CompletionStage<OptionalInt>> deliver,
            Runnable changed) {
        this.centre = centre;
        this.number = number;
        this.deliver = deliver;
        this.changed = changed;
        this.thread = new Thread(this::run, "emulated-modem-radio");
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                if (covered) {
                    converse();
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void converse() {
        try (Socket socket = new Socket()) {
            socket.connect(centre, CONNECT_MILLIS);
            LineLink current = new LineLink(socket);
            link = Optional.of(current);
            current.send(new RadioMessage.Register(number));
            for (Optional<RadioMessage> m = current.next(); m.isPresent(); m = current.next()) {
                take(current, m.get());
            }
        } catch (IOException e) {
            // tried again soon
        } finally {
            link = Optional.empty();
            registered(false);
            submitted.values().forEach(f -> f.complete(OptionalInt.of(OUT_OF_ORDER)));
            submitted.clear();
        }
    }

    private void take(LineLink from, RadioMessage message) {
        if (message instanceof RadioMessage.Registered) {
            registered(true);
        } else if (message instanceof RadioMessage.Deliver delivery) {
            deliver(from, delivery);
        } else if (message instanceof RadioMessage.Submitted done) {
            answered(done.id(), OptionalInt.empty());
        } else if (message instanceof RadioMessage.Rejected rejected) {
            answered(rejected.id(), OptionalInt.of(rejected.cause()));
        }
    }

    private void deliver(LineLink from, RadioMessage.Deliver delivery) {
        try {
            Tpdu tpdu = TpduCodec.decode(delivery.tpdu().toArray(), Direction.MOBILE_TERMINATED);
            var unused =
                    deliver.apply(tpdu)
                            .thenAccept(
                                    failure ->
                                            from.send(
                                                    failure.isPresent()
                                                            ? new RadioMessage.Refused(
                                                                    delivery.id(),
                                                                    failure.getAsInt())
                                                            : new RadioMessage.Delivered(
                                                                    delivery.id())));
        } catch (SmsDecodeException e) {
            from.send(new RadioMessage.Refused(delivery.id(), UNSPECIFIED));
        }
    }

    private void answered(long id, OptionalInt failure) {
        Optional.ofNullable(submitted.remove(id)).ifPresent(f -> f.complete(failure));
    }

    private void registered(boolean now) {
        if (registered != now) {
            registered = now;
            changed.run();
        }
    }

    @Override
    public boolean isRegistered() {
        return registered;
    }

    @Override
    public CompletionStage<OptionalInt> submit(SmsSubmit message) {
        CompletableFuture<OptionalInt> outcome = new CompletableFuture<>();
        Optional<LineLink> current = link;
        if (current.isEmpty() || submitted.size() >= MOST_SUBMITTED) {
            outcome.complete(OptionalInt.of(OUT_OF_ORDER));
            return outcome;
        }
        long id = ids.incrementAndGet();
        submitted.put(id, outcome);
        current.get().send(new RadioMessage.Submit(id, OctetString.of(TpduCodec.encode(message))));
        return outcome.completeOnTimeout(OptionalInt.of(OUT_OF_ORDER), 30, TimeUnit.SECONDS);
    }

    @Override
    public void memoryAvailable() {
        link.ifPresent(current -> current.send(new RadioMessage.MemoryAvailable()));
    }

    @Override
    public void coverage(boolean isCovered) {
        covered = isCovered;
        if (!isCovered) {
            registered = false;
            link.ifPresent(LineLink::close);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        link.ifPresent(LineLink::close);
        thread.interrupt();
    }
}
