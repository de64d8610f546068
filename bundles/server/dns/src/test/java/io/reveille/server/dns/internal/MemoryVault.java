/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys for a test, which a restart of the name server finds again. */
final class MemoryVault implements SigningKeys {
    final Map<String, PrivateKey> keys = new ConcurrentHashMap<>();

    @Override
    public KeyPair create(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            keys.put(name, pair.getPrivate());
            return pair;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<PrivateKey> load(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    @Override
    public void remove(String name) {
        keys.remove(name);
    }
}
