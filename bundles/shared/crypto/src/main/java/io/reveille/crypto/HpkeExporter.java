/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.hpke.HPKEContext;

/**
 * Further secrets that both ends of one sealing can derive and nobody else (RFC 9180 section 5.3).
 */
public final class HpkeExporter {

    private final HPKEContext context;

    HpkeExporter(HPKEContext context) {
        this.context = context;
    }

    /**
     * The secret named {@code name}; the same at both ends.
     *
     * @param name what it is for; different names give unrelated secrets
     * @param length 1 to 8160 octets
     */
    public Secret export(Octets name, int length) {
        byte[] octets = context.export(name.toArray(), length);
        try {
            return Secret.of(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
