/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    @Test
    void lets_a_burst_through_and_then_one_for_each_interval() {
        TokenBucket bucket = new TokenBucket(3, Duration.ofSeconds(10), () -> now);

        assertThat(admitted(bucket, 5)).isEqualTo(3);
        now += Duration.ofSeconds(9).toNanos();
        assertThat(admitted(bucket, 5)).isZero();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(admitted(bucket, 5)).isEqualTo(1);
        now += Duration.ofSeconds(25).toNanos();
        assertThat(admitted(bucket, 5)).isEqualTo(2);
    }

    @Test
    void is_full_again_after_a_rest_and_no_fuller() {
        TokenBucket bucket = new TokenBucket(3, Duration.ofSeconds(10), () -> now);
        admitted(bucket, 3);

        now += Duration.ofDays(100).toNanos();

        assertThat(admitted(bucket, 10)).isEqualTo(3);
    }

    @Test
    void counts_each_channel_by_itself() {
        TokenBucket bucket = new TokenBucket(1, Duration.ofSeconds(10), () -> now);

        assertThat(bucket.admits(SignalChannel.MQTT)).isTrue();
        assertThat(bucket.admits(SignalChannel.MQTT)).isFalse();
        assertThat(bucket.admits(SignalChannel.SMS)).isTrue();
    }

    @Property
    void never_admits_more_than_burst_and_rate_allow(
            @ForAll @IntRange(min = 1, max = 5) int burst,
            @ForAll @Size(max = 100) List<@LongRange(min = 0, max = 30) Long> pauses) {
        TokenBucket bucket = new TokenBucket(burst, Duration.ofNanos(10), () -> now);
        long start = now;
        int admitted = 0;
        for (long pause : pauses) {
            now += pause;
            admitted += admitted(bucket, 1);
            assertThat(admitted).isLessThanOrEqualTo(burst + (int) ((now - start) / 10));
        }
    }

    @Test
    void needs_a_burst_and_an_interval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenBucket(0, Duration.ofSeconds(1), () -> now));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenBucket(1, Duration.ZERO, () -> now));
    }

    private static int admitted(TokenBucket bucket, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += bucket.admits(SignalChannel.SMS) ? 1 : 0;
        }
        return admitted;
    }
}
