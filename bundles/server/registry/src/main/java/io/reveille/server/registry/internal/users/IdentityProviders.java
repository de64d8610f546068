/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.User;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** What others vouch for: certificates and signed tokens. */
public final class IdentityProviders {
    private final StoredUsers users;
    private final InstantSource clock;

    public IdentityProviders(StoredUsers users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    Finding jwt(Secret token) {
        return Finding.bad("", "no issuer of tokens is trusted, a text of " + token.length());
    }

    Finding certificate(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Finding.bad("", "there is no certificate");
        }
        X509Certificate certificate = chain.get(0);
        Octets fingerprint = fingerprint(certificate);
        if (!isValid(certificate, clock.instant())) {
            return Finding.bad("", "the certificate is not valid now: " + fingerprint.hex());
        }
        Optional<User> user = users.byCertificate(fingerprint);
        return user.map(known -> identify(known, "certificate " + fingerprint.hex()))
                .orElseGet(
                        () -> Finding.bad("", "no user has the certificate " + fingerprint.hex()));
    }

    private static Finding identify(User user, String credential) {
        return user.isActive()
                ? Finding.good(
                        new ClientIdentity(
                                user.name(),
                                user.rights().role(),
                                user.rights().reach(),
                                Optional.empty(),
                                credential))
                : Finding.bad(user.name(), "the user is revoked");
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Octets fingerprint(X509Certificate certificate) {
        try {
            return TokenText.digest(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("the certificate can't be read", e);
        }
    }
}
