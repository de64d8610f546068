/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.User;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** What others vouch for: certificates and signed tokens. */
final class IdentityProviders {
    private static final String CERTIFICATE = "certificate ";
    private static final String OF_AUTHORITY = " of an authority";

    private final StoredUsers users;
    private final CertificateTrust authorities;
    private final Optional<JwtSettings> settings;
    private final Optional<JwtIssuer> issuer;
    private final InstantSource clock;

    /**
     * @throws IllegalArgumentException if the settings can't be as they are
     */
    IdentityProviders(StoredUsers users, IdentitySettings identities, InstantSource clock) {
        this.users = users;
        this.authorities = new CertificateTrust(identities.certificateAuthorities());
        this.settings = identities.jwt();
        this.issuer =
                settings.map(
                        jwt ->
                                new JwtIssuer(
                                        jwt,
                                        new JwkSource(
                                                JwkPlaces.of(jwt.keys(), jwt.keysAuthorities()),
                                                System::nanoTime),
                                        clock));
        this.clock = clock;
    }

    /** May wait for the issuer's keys. A token gives no role beside that of a client. */
    Finding jwt(Secret token) {
        if (issuer.isEmpty()) {
            return Finding.bad("", "not a token, and no issuer of others is trusted");
        }
        byte[] text = token.copy();
        try {
            JwtIssuer.Claims claims = issuer.get().check(text);
            Optional<User> user = users.user(claims.user());
            if (user.isPresent() && !user.get().isActive()) {
                return Finding.bad(claims.user(), "the user is revoked");
            }
            Optional<ClientReach> reach =
                    user.map(known -> known.rights().reach())
                            .or(() -> settings.flatMap(JwtSettings::strangers));
            String by = "jwt " + settings.map(JwtSettings::issuer).orElse("");
            return reach.map(
                            reached ->
                                    Finding.good(
                                            new ClientIdentity(
                                                    claims.user(),
                                                    ClientRole.CLIENT,
                                                    reached,
                                                    claims.scope(),
                                                    by)))
                    .orElseGet(() -> Finding.bad(claims.user(), "the user is not registered"));
        } catch (JwtException e) {
            return Finding.bad("", String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    Finding certificate(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Finding.bad("", "there is no certificate");
        }
        X509Certificate certificate = chain.get(0);
        Octets fingerprint = fingerprint(certificate);
        Instant now = clock.instant();
        if (!isValid(certificate, now)) {
            return Finding.bad("", "the certificate is not valid now: " + fingerprint.hex());
        }
        Optional<User> bound = users.byCertificate(fingerprint);
        Optional<String> name = bound.map(User::name).or(() -> authorities.name(chain, now));
        String credential =
                CERTIFICATE + fingerprint.hex() + (bound.isPresent() ? "" : OF_AUTHORITY);
        return name.flatMap(users::user)
                .map(user -> identify(user, credential))
                .orElseGet(
                        () ->
                                Finding.bad(
                                        name.orElse(""),
                                        "no user has the certificate " + fingerprint.hex()));
    }

    /** Whether a user is still known by a certificate that was one of the user's own. */
    static boolean stands(String credential, User user) {
        return !credential.startsWith(CERTIFICATE)
                || credential.endsWith(OF_AUTHORITY)
                || user.certificates().stream()
                        .anyMatch(own -> credential.equals(CERTIFICATE + own.hex()));
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
