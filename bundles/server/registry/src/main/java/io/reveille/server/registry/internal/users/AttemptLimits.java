/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.server.registry.internal.users.AttemptLimit.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many attempts may fail from one source (an IPv4 address, or an IPv6 network of 64 bits, in
 * which one host takes as many addresses as it likes: RFC 4291, 2.5.1), and for one user from
 * wherever.
 */
final class AttemptLimits {
    static final int OF_A_SOURCE = 10;
    static final int OF_A_USER = 30;
    private static final Duration FOR_ONE_OF_A_SOURCE = Duration.ofSeconds(10);
    private static final Duration FOR_ONE_OF_A_USER = Duration.ofSeconds(10);
    private static final int REMEMBERED = 10_000;
    private static final int V6 = 16;
    private static final int MAX_NAME = 64;

    private final AttemptLimit sources;
    private final AttemptLimit names;

    AttemptLimits(LongSupplier nanoTime) {
        sources = new AttemptLimit(OF_A_SOURCE, FOR_ONE_OF_A_SOURCE, REMEMBERED, nanoTime);
        names = new AttemptLimit(OF_A_USER, FOR_ONE_OF_A_USER, REMEMBERED, nanoTime);
    }

    static String source(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length != V6) {
            return address.getHostAddress();
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < V6 / 2; i++) {
            network.append(Integer.toHexString(octets[i] & 0xFF)).append(i % 2 == 1 ? ":" : ".");
        }
        return network.append("/64").toString();
    }

    Verdict take(String source) {
        return sources.take(source);
    }

    boolean isOpen(String source) {
        return sources.isOpen(source);
    }

    Verdict take(String source, String user) {
        Verdict verdict = sources.take(source);
        return verdict == Verdict.GO_ON ? names.take(name(user)) : verdict;
    }

    void giveBack(String source, String user) {
        sources.giveBack(source);
        names.giveBack(name(user));
    }

    private static String name(String user) {
        return user.length() > MAX_NAME ? user.substring(0, MAX_NAME) : user;
    }
}
