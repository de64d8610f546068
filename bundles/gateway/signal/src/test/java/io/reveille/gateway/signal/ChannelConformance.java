/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.protocol.AccessValidator;
import io.reveille.protocol.RateLimit;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TokenBucket;
import io.reveille.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds on every channel by which access requests come in, whatever a carrier does to them:
 * delay, duplicate, reorder, truncate, copy from another channel, flood. Each channel's test
 * extends it and gives a real carrier; what comes in is judged as a gateway judges it.
 */
abstract class ChannelConformance {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;
    private final SealedRequests fleet = new SealedRequests();
    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile RateLimit rate = anyChannel -> true;
    private volatile AccessValidator validator;
    private Carrier carrier;

    /** One number, mailbox or topic, and whatever carries messages to it. */
    interface Carrier extends AutoCloseable {
        /** Brings a message with these octets, in the form that is usual on the channel. */
        void bring(Octets octets) throws Exception;

        /** What requests on this channel are sealed for. */
        Recipient recipient();

        @Override
        void close() throws IOException;
    }

    /** The channel under test. */
    abstract SignalChannel channel();

    /**
     * Opens a carrier and the channel's source, which tells the listener.
     *
     * @param listener may throw: then the source is to offer the request again
     */
    abstract Carrier open(SignalListener listener) throws Exception;

    @BeforeEach
    final void openTheChannel() throws Exception {
        carrier = open(this::received);
        validator = fleet.validator(directory, carrier.recipient(), by -> rate.admits(by));
    }

    @AfterEach
    final void closeTheChannel() throws Exception {
        if (carrier != null) {
            carrier.close();
        }
    }

    private void received(SignalChannel by, Octets octets, String origin) {
        assertThat(by).isEqualTo(channel());
        assertThat(origin).isNotBlank().matches("[\\x20-\\x7E]+");
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("not now");
        }
        verdicts.add(validator.validate(by, octets));
    }

    @Test
    void a_request_is_accepted() throws Exception {
        carrier.bring(request(1));

        awaitVerdicts(1);
        assertThat(accepted()).containsExactly(1L);
    }

    @Test
    void a_request_that_was_delayed_is_accepted_while_it_is_valid_and_refused_after()
            throws Exception {
        Octets early = request(1);
        Octets late = request(2);
        pass(SealedRequests.VALIDITY.minusSeconds(1));
        carrier.bring(early);
        awaitVerdicts(1);

        pass(Duration.ofSeconds(2));
        carrier.bring(late);

        awaitVerdicts(2);
        assertThat(accepted()).containsExactly(1L);
        assertThat(refused()).containsExactly(RefusalReason.EXPIRED);
    }

    @Test
    void of_a_request_that_was_duplicated_one_is_accepted() throws Exception {
        Octets request = request(1);
        for (int copy = 0; copy < 5; copy++) {
            carrier.bring(request);
        }
        carrier.bring(request(2));

        await().atMost(SOON).untilAsserted(() -> assertThat(accepted()).contains(1L, 2L));
        assertThat(accepted()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(refused()).containsOnly(RefusalReason.REPLAYED);
    }

    @Test
    void requests_that_were_reordered_are_all_accepted_once() throws Exception {
        List<Octets> requests = new ArrayList<>();
        for (long counter = 1; counter <= 10; counter++) {
            requests.add(request(counter));
        }
        Collections.reverse(requests);
        for (Octets request : requests) {
            carrier.bring(request);
        }

        awaitVerdicts(10);
        assertThat(accepted()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void a_request_that_was_truncated_opens_nothing_and_does_not_stop_the_next() throws Exception {
        Octets request = request(1);
        for (int length : new int[] {3, 38, 54, 91, 92, request.length() - 1}) {
            carrier.bring(request.slice(0, length));
        }
        carrier.bring(request);

        await().atMost(SOON).untilAsserted(() -> assertThat(accepted()).isNotEmpty());
        assertThat(accepted()).containsExactly(1L);
        assertThat(refused())
                .isSubsetOf(
                        RefusalReason.TOO_SHORT, RefusalReason.NOT_OPENED, RefusalReason.BAD_MAGIC);
    }

    @Test
    void a_request_copied_from_another_channel_opens_nothing() throws Exception {
        int copies = 0;
        for (SignalChannel other : SignalChannel.values()) {
            if (other != channel()) {
                carrier.bring(fleet.seal(other, carrier.recipient(), 1));
                copies++;
            }
        }
        carrier.bring(request(1));

        awaitVerdicts(copies + 1);
        assertThat(accepted()).containsExactly(1L);
        assertThat(refused()).hasSize(copies).containsOnly(RefusalReason.NOT_OPENED);
    }

    @Test
    void a_flood_of_forgeries_is_opened_at_the_rate_allowed_and_a_real_request_comes_through()
            throws Exception {
        AtomicLong nanos = new AtomicLong();
        rate = new TokenBucket(5, Duration.ofSeconds(6), nanos::get);
        for (int forged = 1; forged <= 15; forged++) {
            carrier.bring(fleet.forge(channel(), carrier.recipient(), forged));
        }
        awaitVerdicts(15);
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        carrier.bring(request(1));

        awaitVerdicts(16);
        assertThat(accepted()).containsExactly(1L);
        assertThat(refused())
                .filteredOn(RefusalReason.NOT_OPENED::equals)
                .as("forgeries that cost an opening")
                .hasSize(5);
        assertThat(refused()).contains(RefusalReason.RATE_LIMITED);
    }

    @Test
    void a_request_that_could_not_be_taken_is_offered_again() throws Exception {
        failures.set(1);
        carrier.bring(request(1));

        await().atMost(SOON).untilAsserted(() -> assertThat(accepted()).isNotEmpty());
        assertThat(accepted()).containsExactly(1L);
    }

    private Octets request(long counter) {
        return fleet.seal(channel(), carrier.recipient(), counter);
    }

    private void pass(Duration time) {
        fleet.now.updateAndGet(now -> now.plus(time));
    }

    private void awaitVerdicts(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(verdicts).hasSize(count));
    }

    private List<Long> accepted() {
        return verdicts.stream()
                .filter(Verdict.Accepted.class::isInstance)
                .map(verdict -> ((Verdict.Accepted) verdict).request().counter())
                .toList();
    }

    private List<RefusalReason> refused() {
        return verdicts.stream()
                .filter(Verdict.Refused.class::isInstance)
                .map(verdict -> ((Verdict.Refused) verdict).reason())
                .toList();
    }
}
