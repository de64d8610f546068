/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of modems that have registered at any time. Bounded. */
final class KnownModems {
    private static final int MOST = 100_000;

    private final Set<String> digits = ConcurrentHashMap.newKeySet();

    void add(String number) {
        if (digits.size() < MOST) {
            digits.add(Recipient.modem(number).name());
        }
    }

    boolean contains(String number) {
        return digits.contains(Recipient.modem(number).name());
    }
}
