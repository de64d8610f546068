/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.crypto.PasswordHash;
import io.reveille.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares passwords with what is kept of them, an Argon2 each time, also for names that nobody
 * has. A password that was right is known again for a while without that work. For one thread.
 */
final class BasicPasswords {
    private static final int MOST_KNOWN_AGAIN = 256;
    private static final long KNOWN_AGAIN = TimeUnit.MINUTES.toNanos(5);

    private final PasswordHash nobody = PasswordHash.ofNone();
    private final Secret cacheKey = Secret.random(32);
    private final Map<String, Long> knownAgain = new LinkedHashMap<>();
    private final Comparison comparison;

    /** The work of telling whether a password is the right one. */
    interface Comparison {
        boolean isOf(PasswordHash hash, Secret password);
    }

    BasicPasswords() {
        this(PasswordHash::isOf);
    }

    BasicPasswords(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * @param line of the name that was given, if there is one
     */
    boolean isRight(Optional<ClientLine> line, Secret password) {
        String fingerprint = fingerprint(line.map(ClientLine::text).orElse(""), password);
        if (line.isPresent() && isKnownAgain(fingerprint)) {
            return true;
        }
        PasswordHash hash = line.flatMap(l -> PasswordHash.parse(l.kept())).orElse(nobody);
        boolean right = comparison.isOf(hash, password) && line.isPresent();
        if (right) {
            know(fingerprint);
        }
        return right;
    }

    private String fingerprint(String line, Secret password) {
        MessageDigest digest = ClientLine.sha256();
        digest.update(cacheKey.copy());
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(password.copy()));
    }

    private boolean isKnownAgain(String fingerprint) {
        Long since = knownAgain.get(fingerprint);
        return since != null && System.nanoTime() - since < KNOWN_AGAIN;
    }

    private void know(String fingerprint) {
        knownAgain.put(fingerprint, System.nanoTime());
        if (knownAgain.size() > MOST_KNOWN_AGAIN) {
            knownAgain.keySet().remove(knownAgain.keySet().iterator().next());
        }
    }
}
