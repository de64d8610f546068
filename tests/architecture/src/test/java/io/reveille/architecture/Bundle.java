/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.architecture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The bundles and the arrows between them, as in the architecture's table. */
enum Bundle {
    CRYPTO,
    SMS,
    TUNNEL,
    IPSEC(CRYPTO),
    PROTOCOL(CRYPTO),
    MQTT(CRYPTO),
    GATEWAY_MODEM(SMS),
    GATEWAY_SIGNAL(GATEWAY_MODEM, SMS, MQTT, PROTOCOL, CRYPTO),
    GATEWAY_AGENT(PROTOCOL, TUNNEL, IPSEC, CRYPTO),
    GATEWAY_KURA(
            GATEWAY_MODEM,
            GATEWAY_SIGNAL,
            GATEWAY_AGENT,
            MQTT,
            SMS,
            TUNNEL,
            IPSEC,
            PROTOCOL,
            CRYPTO),
    SERVER_REGISTRY(PROTOCOL, CRYPTO),
    SERVER_DNS(SERVER_REGISTRY, PROTOCOL, CRYPTO),
    SERVER_SIGNAL(SERVER_REGISTRY, GATEWAY_MODEM, MQTT, SMS, PROTOCOL, CRYPTO),
    SERVER_PROXY(SERVER_REGISTRY, TUNNEL, IPSEC, PROTOCOL, CRYPTO),
    SERVER_CONSOLE(SERVER_REGISTRY, PROTOCOL, CRYPTO),
    EMULATOR(SMS),
    CLI(EMULATOR, GATEWAY_AGENT, SMS, TUNNEL, PROTOCOL, CRYPTO);

    private final Set<Bundle> seen;

    Bundle(Bundle... seen) {
        this.seen = Set.of(seen);
    }

    /** Its exported package, which is its symbolic name too. */
    String packageName() {
        return "io.reveille." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    boolean maySee(Bundle other) {
        return other == this || seen.contains(other);
    }

    boolean holds(String packageName) {
        return packageName.equals(packageName()) || packageName.startsWith(packageName() + ".");
    }

    static Optional<Bundle> holding(String packageName) {
        return Arrays.stream(values()).filter(b -> b.holds(packageName)).findFirst();
    }
}
