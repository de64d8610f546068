/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.refusal;

import io.reveille.bench.BenchFleet;
import io.reveille.bench.BenchFleet.Draft;
import io.reveille.crypto.Octets;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.IpLiterals;
import java.time.Duration;
import java.time.Instant;

/** The messages that are compared. */
enum Refusal {
    NO_REQUEST("not a request at all"),
    UNKNOWN_KEY("sealed with an unknown key"),
    FORGED("forged"),
    OTHER_CHANNEL("copied from another channel"),
    COPY("a copy of one that was accepted"),
    EXPIRED("authentic, but expired"),
    OTHER_PROXY("authentic, to a proxy that is not allowed"),
    OTHER_SERVICE("authentic, for a service that is not offered");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** A message of this kind. */
    Octets message(BenchFleet fleet, Octets accepted, long counter) {
        Draft draft = fleet.draft(4433, counter);
        return switch (this) {
            case NO_REQUEST -> Octets.fromHex("00".repeat(110));
            case UNKNOWN_KEY -> {
                byte[] octets = fleet.seal(draft).octets().toArray();
                octets[2] ^= 0x55;
                yield Octets.of(octets);
            }
            case FORGED -> fleet.seal(changed(draft, fleet, true)).octets();
            case OTHER_CHANNEL ->
                    fleet.seal(
                                    new Draft(
                                            draft.sender(),
                                            draft.issuedAt(),
                                            counter,
                                            draft.servicePort(),
                                            draft.proxy(),
                                            SignalChannel.MQTT))
                            .octets();
            case COPY -> accepted;
            case EXPIRED -> fleet.seal(changed(draft, fleet, false)).octets();
            case OTHER_PROXY ->
                    fleet.seal(
                                    new Draft(
                                            draft.sender(),
                                            draft.issuedAt(),
                                            counter,
                                            draft.servicePort(),
                                            ProxyAddress.of(IpLiterals.parse("192.0.2.1"), 4433),
                                            draft.channel()))
                            .octets();
            case OTHER_SERVICE ->
                    fleet.seal(
                                    new Draft(
                                            draft.sender(),
                                            draft.issuedAt(),
                                            counter,
                                            BenchFleet.SERVICE_PORT + 1,
                                            draft.proxy(),
                                            draft.channel()))
                            .octets();
        };
    }

    private static Draft changed(Draft draft, BenchFleet fleet, boolean forged) {
        return new Draft(
                forged ? fleet.forger() : draft.sender(),
                forged ? draft.issuedAt() : Instant.now().minus(Duration.ofHours(2)),
                draft.counter(),
                draft.servicePort(),
                draft.proxy(),
                draft.channel());
    }
}
