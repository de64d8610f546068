/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.crypto.TlsKeyStorage;
import io.reveille.server.registry.ServerSettings;
import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's key and certificate, kept as {@code server}: renewed when a third of its time is
 * left, or when CA, server name or public addresses have changed.
 */
final class ServerIdentityFile {
    private static final Logger LOG = LoggerFactory.getLogger(ServerIdentityFile.class);
    private static final Duration VALIDITY = Duration.ofDays(730);
    private static final Duration RENEWED_BEFORE = VALIDITY.dividedBy(3);

    private static final String NAME = "server";

    private final TlsKeyStorage storage;
    private final Supplier<FleetCa> ca;
    private final ServerSettings settings;
    private final InstantSource clock;
    private Optional<TlsIdentity> current = Optional.empty();

    ServerIdentityFile(
            TlsKeyStorage storage,
            Supplier<FleetCa> ca,
            ServerSettings settings,
            InstantSource clock) {
        this.storage = storage;
        this.ca = ca;
        this.settings = settings;
        this.clock = clock;
    }

    synchronized TlsIdentity current() throws IOException {
        if (current.isEmpty()) {
            current = load();
        }
        if (current.filter(this::isGood).isEmpty()) {
            renew();
        }
        return current.orElseThrow();
    }

    /** Takes a new key and certificate. */
    synchronized void renew() throws IOException {
        TlsIdentity issued =
                ca.get()
                        .issueServer(
                                storage.newKeyPair(),
                                List.of(settings.serverName()),
                                settings.publicAddresses(),
                                clock.instant(),
                                VALIDITY);
        storage.store(NAME, issued);
        current = Optional.of(storage.load(NAME).orElse(issued));
        LOG.info("issued the server's certificate for {}", settings.serverName());
    }

    /** A crash between the two files leaves a key without its certificate: then it is renewed. */
    private Optional<TlsIdentity> load() {
        try {
            return storage.load(NAME);
        } catch (IOException e) {
            LOG.warn("the server's certificate is replaced: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isGood(TlsIdentity identity) {
        X509Certificate certificate = identity.certificate();
        Instant renewal = certificate.getNotAfter().toInstant().minus(RENEWED_BEFORE);
        return clock.instant().isBefore(renewal)
                && identity.chain().contains(ca.get().certificate())
                && names(certificate).equals(wantedNames());
    }

    private Set<String> wantedNames() {
        Set<String> names = new HashSet<>();
        names.add(settings.serverName());
        settings.publicAddresses().forEach(address -> names.add(address.getHostAddress()));
        return names;
    }

    private static Set<String> names(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(name -> names.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            LOG.warn("the server's certificate has unreadable names", e);
        }
        return names;
    }
}
