/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.internal.identity.IdentityFiles;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Who a gateway is and whom it trusts, as enrolment gave it. Kept in {@code HOME/keys}, files of
 * mode 600: the private keys, which were made on the gateway and never leave it, and {@code
 * identity.json}, which is written last and names them.
 *
 * @param gatewayId the gateway's name in its fleet: one DNS label in lower case, and the common
 *     name of its certificate
 * @param generation of the sealing keys, 1 to 255
 * @param sealingKeys what access requests to this gateway are sealed to
 * @param tls what it shows of itself to the proxy
 * @param fleet whom it trusts
 */
public record GatewayIdentity(
        String gatewayId,
        int generation,
        SealingKeyPair sealingKeys,
        TlsIdentity tls,
        FleetMembership fleet) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * @throws IllegalArgumentException when a value is out of its range, or the certificate is that
     *     of another
     */
    public GatewayIdentity {
        if (!LABEL.matcher(gatewayId).matches()) {
            throw new IllegalArgumentException("the gateway id is not one DNS label in lower case");
        }
        if (generation < 1 || generation > 255) {
            throw new IllegalArgumentException("generation " + generation + " is not 1 to 255");
        }
        if (!tls.certificate()
                .getSubjectX500Principal()
                .equals(new X500Principal("CN=" + gatewayId))) {
            throw new IllegalArgumentException("the certificate is not that of " + gatewayId);
        }
    }

    /**
     * The identity kept in a home, or nothing when the gateway is not enrolled.
     *
     * @throws IOException when what is kept is incomplete, damaged or cannot be read; the message
     *     says which file and what to do
     */
    public static Optional<GatewayIdentity> load(Path home) throws IOException {
        return IdentityFiles.in(home).load();
    }

    /**
     * Has the private keys of a home kept in another place from now on, and moves the TLS key there
     * that is there already.
     *
     * @throws IOException when that place can't be used, or the key can't leave where it is; the
     *     message says what to do
     */
    public static void keepKeysIn(Path home, KeyPlace place) throws IOException {
        KeyRing.move(home, place);
    }

    /**
     * Keeps the identity in a home, instead of the one there. After a crash at any point there is
     * the old one or the new one.
     *
     * @throws IOException when it cannot be written; the old one is still there then
     */
    public void store(Path home) throws IOException {
        IdentityFiles.in(home).store(this);
    }

    /**
     * When the identity in a home was last stored, by the file system's clock; changes when it is
     * replaced.
     */
    public static Optional<Instant> storedAt(Path home) {
        return IdentityFiles.in(home).storedAt();
    }

    /** Who it is; nothing of the keys. */
    @Override
    public String toString() {
        return "GatewayIdentity[" + gatewayId + ", generation " + generation + "]";
    }
}
