/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SignalSum;
import io.reveille.server.registry.Silence;
import io.reveille.server.registry.internal.store.Database;
import io.reveille.server.registry.internal.store.SignalChargeTable;
import io.reveille.server.registry.internal.store.SilenceTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The ledger in the database; what is too old is dropped now and then. */
final class StoredSignalLedger implements SignalLedger {
    static final Duration KEPT = Duration.ofDays(31);
    private static final int CHARGES_BETWEEN_PRUNINGS = 256;

    private final Database database;
    private final InstantSource clock;
    private final AtomicInteger charges = new AtomicInteger();

    StoredSignalLedger(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void charge(SignalCharge charge) {
        boolean prune = charges.getAndIncrement() % CHARGES_BETWEEN_PRUNINGS == 0;
        database.durably(
                connection -> {
                    if (prune) {
                        SignalChargeTable.dropBefore(connection, clock.instant().minus(KEPT));
                    }
                    SignalChargeTable.insert(connection, charge);
                    return charge;
                });
    }

    @Override
    public void refund(SignalCharge charge) {
        database.durably(connection -> SignalChargeTable.delete(connection, charge));
    }

    @Override
    public List<Silence> silences() {
        return database.transaction(SilenceTable::all);
    }

    @Override
    public void silent(Silence silence) {
        database.durably(connection -> SilenceTable.save(connection, silence));
    }

    @Override
    public void answered(String gatewayId) {
        database.durably(connection -> SilenceTable.delete(connection, gatewayId));
    }

    @Override
    public List<SignalCharge> since(Instant from) {
        return database.transaction(connection -> SignalChargeTable.since(connection, from));
    }

    @Override
    public List<SignalSum> sums(Instant from) {
        return database.transaction(connection -> SignalChargeTable.sums(connection, from));
    }
}
