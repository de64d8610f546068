/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SigningKeys;
import io.reveille.server.registry.WakeDesk;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything about the zone but the sockets. */
final class FleetDns implements AutoCloseable {
    private final ZoneRecords records;
    private final Optional<ZoneKeys> keys;
    private final ZoneKeeper keeper;
    private final Notifier notifier;
    private final WakeOnLookup wakes;
    private final CookieSecrets cookieSecrets;
    private final Responder responder;
    private final ZoneTransfers transfers;
    private final Registry.Subscription subscription;

    /** What the zone is made of, and whom it tells. */
    record Parts(
            ServerSettings server,
            Registry registry,
            LookupLog lookups,
            SigningKeys vault,
            Supplier<Optional<WakeDesk>> wakeDesk,
            InstantSource clock) {}

    FleetDns(DnsSettings settings, Parts parts) {
        InstantSource clock = parts.clock();
        Path home = parts.server().home();
        records = new ZoneRecords(parts.server(), settings.ttl(), settings.zone());
        keys = settings.zone().signed() ? Optional.of(keys(settings, parts)) : Optional.empty();
        TransferSettings transfer = settings.transfers();
        TransferKeys transferKeys = new TransferKeys(transfer.key());
        notifier = new Notifier(transfer.secondaries(), from(settings), transferKeys);
        keeper =
                new ZoneKeeper(
                        records,
                        keys,
                        new ZoneSerial(home.resolve("data").resolve("zone.serial"), clock),
                        new ZoneContent(records, parts.registry(), transfer.content()),
                        transfer.key().isPresent(),
                        notifier,
                        clock);
        wakes = new WakeOnLookup(settings.wakeFor(), parts.wakeDesk());
        cookieSecrets = new CookieSecrets(home.resolve("keys").resolve("dns-cookies"), clock);
        transfers = new ZoneTransfers(records.apex(), transferKeys, keeper::whole);
        responder =
                new Responder(
                        new FleetZone(
                                records, parts.registry(), settings.askers(), keeper::version),
                        new SignedAnswers(records, keeper::version, new AnswerSigner(clock)),
                        transferKeys,
                        new ServerCookies(cookieSecrets, clock),
                        new ResponseLimits(settings.rates(), System::nanoTime),
                        (lookup, asker, query, answer) -> {
                            parts.lookups()
                                    .lookup(
                                            lookup.gatewayId(),
                                            lookup.service(),
                                            asker,
                                            query,
                                            answer,
                                            lookup.text());
                            wakes.found(lookup, asker);
                        },
                        clock);
        subscription = keeper.follow(parts.registry());
    }

    private ZoneKeys keys(DnsSettings settings, Parts parts) {
        Duration apex = Duration.ofSeconds(ZoneRecords.APEX_TTL);
        return new ZoneKeys(
                new KeyLedger(
                        parts.server().home().resolve("keys").resolve("zone-keys.txt"),
                        parts.vault(),
                        records.apex()),
                parts.vault(),
                settings.ttl().compareTo(apex) > 0 ? settings.ttl() : apex,
                parts.clock());
    }

    private static Optional<InetAddress> from(DnsSettings settings) {
        return settings.listen().size() == 1
                ? Optional.of(settings.listen().get(0)).filter(own -> !own.isAnyLocalAddress())
                : Optional.empty();
    }

    Responder responder() {
        return responder;
    }

    ZoneTransfers transfers() {
        return transfers;
    }

    ZoneRecords records() {
        return records;
    }

    Optional<ZoneKeys> keys() {
        return keys;
    }

    ZoneKeeper keeper() {
        return keeper;
    }

    @Override
    public void close() {
        subscription.close();
        wakes.close();
        cookieSecrets.close();
        keeper.close();
        notifier.close();
    }
}
