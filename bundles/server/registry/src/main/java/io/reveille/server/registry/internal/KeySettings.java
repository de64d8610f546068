/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where keys are kept and how long they live.
 *
 * @param store where the keys of certificates are
 * @param passphrase file with the passphrase of the storage key, if it has one
 * @param token the PKCS #11 token, for {@link Store#PKCS11}
 * @param sender how long a sender key is current; zero: until someone rotates it
 * @param ca how long an authority is current; zero: until someone rotates it
 * @param psk how long a pre-shared key is used; zero: until someone has it renewed
 * @param certificate how long a gateway's certificate is valid, 30 days to 10 years
 * @param overlap how long a gateway's earlier certificate is good after a renewal
 */
public record KeySettings(
        Store store,
        Optional<Path> passphrase,
        Optional<Token> token,
        Duration sender,
        Duration ca,
        Duration psk,
        Duration certificate,
        Duration overlap) {

    /** Files, and the lives that the configuration has by default. */
    public static final KeySettings DEFAULT =
            new KeySettings(
                    Store.FILES,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofDays(90),
                    Duration.ofDays(1825),
                    Duration.ofDays(30),
                    Duration.ofDays(1095),
                    Duration.ofDays(30));

    public KeySettings {
        if ((store == Store.PKCS11) != token.isPresent()) {
            throw new IllegalArgumentException(
                    "keys.store=pkcs11 needs pkcs11.library and pkcs11.pin.file, and nothing else does");
        }
        require("rotate.sender.days", sender, 0, 3650);
        require("rotate.ca.days", ca, 0, 7000);
        require("rotate.psk.days", psk, 0, 3650);
        require("certificate.days", certificate, 30, 3650);
        require("certificate.overlap.days", overlap, 1, 365);
    }

    /** The same with the keys of certificates in a token. */
    public KeySettings in(Token pkcs11) {
        return new KeySettings(
                Store.PKCS11,
                passphrase,
                Optional.of(pkcs11),
                sender,
                ca,
                psk,
                certificate,
                overlap);
    }

    /** Where the keys of certificates are. */
    public enum Store {
        FILES,
        PKCS12,
        PKCS11
    }

    /** A token: its library, the number of its slot, and the file with the user's PIN. */
    public record Token(Path library, int slot, Path pin) {}

    private static void require(String what, Duration value, long least, long most) {
        if (value.toDays() < least || value.toDays() > most) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, but is %d".formatted(what, least, most, value.toDays()));
        }
    }
}
