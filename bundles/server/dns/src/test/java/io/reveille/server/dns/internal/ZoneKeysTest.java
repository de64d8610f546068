/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.Octets;
import io.reveille.server.dns.internal.ZoneKey.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class ZoneKeysTest {
    private static final Name APEX = Name.fromConstantString("fleet.test.");

    @TempDir Path directory;

    private final MovableTime time = new MovableTime(Instant.parse("2026-11-22T10:00:00Z"));
    private final MemoryVault vault = new MemoryVault();

    @Test
    void one_key_replaces_another_step_by_step_and_none_too_early() {
        ZoneKeys keys = open();
        int first = keys.current().keys().get(0).tag();
        assertThat(states(keys)).containsExactly(State.ACTIVE);
        assertThatThrownBy(() -> keys.retire(first, true)).hasMessageContaining("signs the zone");

        assertThat(keys.roll(false)).contains("is published", " DS ");
        assertThat(states(keys)).containsExactly(State.ACTIVE, State.PUBLISHED);
        assertThatThrownBy(() -> keys.roll(false)).hasMessageContaining("--now");
        assertThat(states(keys)).containsExactly(State.ACTIVE, State.PUBLISHED);
        time.pass(Duration.ofMinutes(66));
        assertThat(keys.roll(false)).contains("signs from now on");
        assertThat(states(keys)).containsExactly(State.RETIRED, State.ACTIVE);
        assertThatThrownBy(() -> keys.retire(first, false)).hasMessageContaining("--now");
        time.pass(Duration.ofMinutes(66));
        assertThat(keys.retire(first, false)).contains("destroyed");

        assertThat(states(keys)).containsExactly(State.ACTIVE);
        assertThat(vault.keys).hasSize(1);
        assertThatThrownBy(() -> keys.retire(first, true))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void keys_are_the_same_after_a_restart_at_every_step() {
        ZoneKeys keys = open();
        keys.roll(false);
        assertThat(tags(open())).isEqualTo(tags(keys));
        keys.roll(true);
        assertThat(tags(open())).isEqualTo(tags(keys));
        assertThat(states(open())).containsExactly(State.RETIRED, State.ACTIVE);
        assertThat(open().current().signersOf(Type.A)).hasSize(1);
        assertThat(open().current().signersOf(Type.DNSKEY)).hasSize(2);
        assertThat(open().current().records(Type.CDS, APEX, 300).size()).isEqualTo(1);
    }

    @Test
    void lost_keys_are_said_to_be_lost_and_not_replaced() throws Exception {
        open();
        vault.keys.clear();
        assertThatThrownBy(this::open).hasMessageContaining("zone-1.key is missing");

        Files.writeString(directory.resolve("zone-keys.txt"), "nonsense");
        assertThatThrownBy(this::open).hasMessageContaining("from a backup");
    }

    @Test
    void the_serial_grows_with_every_change_whatever_the_clock_says() {
        Path file = directory.resolve("zone.serial");
        Octets one = Octets.fromHex("01");
        Octets two = Octets.fromHex("02");
        long first = new ZoneSerial(file, time).of(one);
        time.pass(Duration.ofDays(-10_000));

        assertThat(first).isEqualTo(1795341600L);
        assertThat(new ZoneSerial(file, time).of(one)).isEqualTo(first);
        assertThat(new ZoneSerial(file, time).of(two)).isEqualTo(first + 1);
        assertThat(new ZoneSerial(file, time).of(one)).isEqualTo(first + 2);
    }

    @Test
    void the_next_name_is_the_first_that_can_follow() {
        String label = "a".repeat(63);
        Name longest =
                Name.fromConstantString(
                        label + "." + label + "." + label + "." + "b".repeat(61) + ".");
        Name full =
                Name.fromConstantString(
                        "\\255".repeat(62)
                                + "y."
                                + label
                                + "."
                                + label
                                + "."
                                + "b".repeat(61)
                                + ".");

        assertThat(Successor.of(Name.fromConstantString("GW7.fleet.test.")))
                .hasToString("\\000.gw7.fleet.test.");
        assertThat(Successor.of(longest)).isGreaterThan(longest);
        assertThat(Successor.of(full)).isGreaterThan(full);
    }

    private ZoneKeys open() {
        return new ZoneKeys(
                new KeyLedger(directory.resolve("zone-keys.txt"), vault, APEX),
                vault,
                Duration.ofMinutes(5),
                time);
    }

    private static List<State> states(ZoneKeys keys) {
        return keys.current().keys().stream().map(ZoneKey::state).toList();
    }

    private static List<Integer> tags(ZoneKeys keys) {
        return keys.current().keys().stream().map(ZoneKey::tag).toList();
    }
}
