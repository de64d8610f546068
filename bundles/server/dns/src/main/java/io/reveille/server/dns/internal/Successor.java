/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.io.IOException;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;

/** The name that comes right after another in the canonical order (RFC 4034, 6.1). */
final class Successor {
    private static final Name FIRST = first();
    private static final int LONGEST_LABEL = 63;

    private Successor() {}

    /**
     * A child whose label is one octet 0; where no child fits (RFC 4471, 3.1.2), the name with its
     * first label one octet longer, or one higher.
     */
    static Name of(Name name) {
        try {
            return Name.concatenate(FIRST, lower(name));
        } catch (NameTooLongException e) {
            return sibling(name);
        }
    }

    private static Name sibling(Name name) {
        byte[] wire = name.toWireCanonical();
        int length = wire[0];
        byte[] next;
        if (length < LONGEST_LABEL && wire.length < 255) {
            next = new byte[wire.length + 1];
            System.arraycopy(wire, 0, next, 0, length + 1);
            System.arraycopy(wire, length + 1, next, length + 2, wire.length - length - 1);
            next[0]++;
        } else {
            next = wire.clone();
            int last = length;
            while (last > 1 && (next[last] & 0xFF) == 0xFF) {
                last--;
            }
            next[last]++;
            if (next[last] == 'A') {
                next[last] = '[';
            }
        }
        return read(next);
    }

    private static Name lower(Name name) {
        return read(name.toWireCanonical());
    }

    private static Name read(byte[] wire) {
        try {
            return new Name(wire);
        } catch (IOException e) {
            throw new IllegalStateException("a name that is none", e);
        }
    }

    private static Name first() {
        try {
            return Name.fromString("\\000");
        } catch (TextParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
