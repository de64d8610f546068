/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.KeyPlace;
import java.time.Duration;

/**
 * Where keys are kept and how long they live.
 *
 * @param place where they are kept
 * @param sender how long a sender key is current; zero: until someone rotates it
 * @param ca how long an authority is current; zero: until someone rotates it
 * @param psk how long a pre-shared key is used; zero: until someone has it renewed
 * @param certificate how long a gateway's certificate is valid, 30 days to 10 years
 * @param overlap how long a gateway's earlier certificate is good after a renewal
 */
public record KeySettings(
        KeyPlace place,
        Duration sender,
        Duration ca,
        Duration psk,
        Duration certificate,
        Duration overlap) {

    /** Files, and the lives that the configuration has by default. */
    public static final KeySettings DEFAULT =
            new KeySettings(
                    KeyPlace.FILES,
                    Duration.ofDays(90),
                    Duration.ofDays(1825),
                    Duration.ofDays(30),
                    Duration.ofDays(1095),
                    Duration.ofDays(30));

    public KeySettings {
        require("rotate.sender.days", sender, 0, 3650);
        require("rotate.ca.days", ca, 0, 7000);
        require("rotate.psk.days", psk, 0, 3650);
        require("certificate.days", certificate, 30, 3650);
        require("certificate.overlap.days", overlap, 1, 365);
    }

    /** The same with the keys elsewhere. */
    public KeySettings in(KeyPlace other) {
        return new KeySettings(other, sender, ca, psk, certificate, overlap);
    }

    private static void require(String what, Duration value, long least, long most) {
        if (value.toDays() < least || value.toDays() > most) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, but is %d".formatted(what, least, most, value.toDays()));
        }
    }
}
