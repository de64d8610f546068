/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.ZoneDesk;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Name;

/** The zone for people. */
final class ZoneOffice implements ZoneDesk {
    private final ZoneRecords records;
    private final Optional<ZoneKeys> keys;
    private final ZoneKeeper keeper;
    private final List<InetSocketAddress> secondaries;
    private final Supplier<List<InetSocketAddress>> listens;

    ZoneOffice(
            ZoneRecords records,
            Optional<ZoneKeys> keys,
            ZoneKeeper keeper,
            List<InetSocketAddress> secondaries,
            Supplier<List<InetSocketAddress>> listens) {
        this.records = records;
        this.keys = keys;
        this.keeper = keeper;
        this.secondaries = secondaries;
        this.listens = listens;
    }

    @Override
    public Report report() {
        ZoneVersion now = keeper.version();
        return new Report(
                text(records.apex()),
                now.keys().isSigned(),
                now.serial(),
                listens.get(),
                records.nameServers().stream().map(ZoneOffice::text).toList(),
                secondaries.stream()
                        .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort())
                        .toList(),
                now.keys().keys().stream().map(this::key).toList());
    }

    @Override
    public String roll(boolean now) {
        String done = keys().roll(now);
        keeper.renew();
        return done;
    }

    @Override
    public String retire(int tag, boolean now) {
        String done = keys().retire(tag, now);
        keeper.renew();
        return done;
    }

    private ZoneKeys keys() {
        return keys.orElseThrow(
                () ->
                        new IllegalStateException(
                                "the zone is not signed: set dnssec=true in io.reveille.server.dns.cfg"));
    }

    private Key key(ZoneKey key) {
        return new Key(
                key.tag(),
                key.state().name().toLowerCase(Locale.ROOT),
                key.since(),
                keys().next(key),
                key.dnskey().toString().replaceAll("\\s+", " "),
                key.ds().toString().replaceAll("\\s+", " "));
    }

    private static String text(Name name) {
        return name.toString(true);
    }
}
