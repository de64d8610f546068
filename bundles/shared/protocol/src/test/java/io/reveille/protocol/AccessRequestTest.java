/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.IPV4;
import static io.reveille.protocol.Fleet.ISSUED;
import static io.reveille.protocol.Fleet.NUMBER;
import static io.reveille.protocol.Fleet.VALIDITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessRequestTest {

    @Test
    void counts_time_in_whole_seconds() {
        AccessRequest request = with(ISSUED.plusMillis(999), VALIDITY, 0, 0, 16, 16);

        assertThat(request.issuedAt()).isEqualTo(ISSUED);
        assertThat(request.expiresAt()).isEqualTo(ISSUED.plusSeconds(300));
        refused(ISSUED, Duration.ofMillis(1500), 0, 0, 16, 16, "whole seconds");
    }

    @Test
    void takes_values_at_the_ends_of_their_ranges() {
        with(Instant.EPOCH, Duration.ofSeconds(1), 0, 0, 16, 16);
        with(
                Instant.parse("2106-02-07T06:28:15Z"),
                Duration.ofSeconds(65535),
                0xFFFFFFFFL,
                65535,
                16,
                16);
    }

    @Test
    void refuses_values_out_of_their_ranges() {
        refused(Instant.EPOCH.minusMillis(1), VALIDITY, 0, 0, 16, 16, "issued at");
        refused(Instant.parse("2106-02-07T06:28:16Z"), VALIDITY, 0, 0, 16, 16, "issued at");
        refused(ISSUED, Duration.ZERO, 0, 0, 16, 16, "validity in seconds must be 1 to 65535");
        refused(ISSUED, Duration.ofSeconds(65536), 0, 0, 16, 16, "validity in seconds");
        refused(ISSUED, VALIDITY, -1, 0, 16, 16, "counter must be 0 to 4294967295, not -1");
        refused(ISSUED, VALIDITY, 0x1_0000_0000L, 0, 16, 16, "counter");
        refused(ISSUED, VALIDITY, 0, -1, 16, 16, "service port");
        refused(ISSUED, VALIDITY, 0, 65536, 16, 16, "service port");
        refused(ISSUED, VALIDITY, 0, 0, 15, 16, "negotiation key");
        refused(ISSUED, VALIDITY, 0, 0, 16, 17, "encryption key");
    }

    @Test
    void shows_no_key() {
        assertThat(Fleet.request(1).toString())
                .contains("Secret[16 octets]")
                .doesNotContain("a0a1");
    }

    private static void refused(
            Instant issuedAt,
            Duration validity,
            long counter,
            int port,
            int negotiation,
            int encryption,
            String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(issuedAt, validity, counter, port, negotiation, encryption))
                .withMessageContaining(reason);
    }

    private static AccessRequest with(
            Instant issuedAt,
            Duration validity,
            long counter,
            int port,
            int negotiation,
            int encryption) {
        return new AccessRequest(
                TunnelProtocol.TLS,
                issuedAt,
                validity,
                counter,
                port,
                NUMBER,
                IPV4,
                Secret.random(negotiation),
                Optional.of(Secret.random(encryption)));
    }
}
