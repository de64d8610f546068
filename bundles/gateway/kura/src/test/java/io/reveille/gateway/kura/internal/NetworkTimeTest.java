/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SignalChannel;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose clock is at 1970, with a modem that may know better. */
@Timeout(120)
class NetworkTimeTest {
    private static final int NOBODY = 9;

    private TestMembership member;
    private ModemEmulator modem;
    private OpenGateway gateway;
    @TempDir Path home;

    @BeforeEach
    void open() throws Exception {
        member = new TestMembership();
        member.identity.store(home);
        modem =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of(TestMembership.NUMBER.toString()))
                                .withLine("tcp:127.0.0.1:0"));
        gateway =
                OpenGateway.open(
                        GatewayConfiguration.of(
                                new Options().with("modem", modem.address()).read(),
                                Optional.of(home)),
                        member.identity,
                        Optional::empty,
                        new Channels(),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        await().atMost(Duration.ofSeconds(60)).until(() -> modemStatus().isPresent());
    }

    @AfterEach
    void close() {
        gateway.close();
        modem.close();
    }

    @Test
    void without_the_networks_time_nothing_is_known_to_have_expired() {
        receive(Instant.now().minus(Duration.ofHours(1)), 1);

        await().until(() -> proxy().accepted() == 1);
    }

    @Test
    void with_it_what_has_expired_is_refused_and_what_is_fresh_is_not() {
        // given
        modem.networkTime(OffsetDateTime.now(ZoneOffset.ofHours(2)).withNano(0));
        await().until(() -> modemStatus().flatMap(ModemStatus::networkTime).isPresent());
        // when
        receive(Instant.now().minus(Duration.ofHours(1)), 1);
        receive(Instant.now(), 2);
        // then
        await().until(() -> proxy().accepted() == 1);
        assertThat(proxy().refusals()).containsEntry(RefusalReason.EXPIRED, 1L);
    }

    @Test
    void the_status_shows_where_the_modem_is_and_how_far_the_clocks_are_apart() {
        modem.networkTime(OffsetDateTime.now(ZoneOffset.ofHours(2)).withNano(0).plusMinutes(5));
        await().until(() -> modemStatus().flatMap(ModemStatus::networkTime).isPresent());

        JsonObject json = StatusFile.json(gateway.report("")).getAsJsonObject("modemStatus");

        assertThat(json.get("model").getAsString()).isEqualTo("Emulated Modem");
        assertThat(json.get("imei").getAsString()).isEqualTo("356938035643809");
        assertThat(json.get("registered").getAsBoolean()).isTrue();
        assertThat(json.getAsJsonObject("eps").get("cell").getAsString()).isEqualTo("01A2B3C4");
        assertThat(json.get("operator").getAsString()).isEqualTo("Reveille");
        assertThat(json.get("rsrpDbm").getAsInt()).isEqualTo(-91);
        assertThat(json.get("networkTimeAheadSeconds").getAsLong()).isBetween(200L, 400L);
        assertThat(json.get("networkTimeZone").getAsString()).isEqualTo("+02:00");
    }

    private void receive(Instant issuedAt, long counter) {
        SealedRequest request =
                member.request(NOBODY, SignalChannel.SMS, TestMembership.NUMBER, issuedAt, counter);
        var unused =
                modem.receive(
                        SmsDeliver.of(
                                Address.international("+491700000001"),
                                Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00")),
                                DataCodingScheme.OCTETS,
                                UserData.octets(OctetString.of(request.octets().toArray()))));
    }

    private Optional<ModemStatus> modemStatus() {
        return gateway.report("").modemStatus();
    }

    private PrivateProxyStatus proxy() {
        return gateway.report("").proxy().orElseThrow();
    }
}
