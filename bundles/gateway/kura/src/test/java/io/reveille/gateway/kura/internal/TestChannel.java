/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.crypto.Octets;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SignalSource;
import io.reveille.gateway.signal.SignalSourceFactory;
import io.reveille.protocol.SignalChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A channel that brings what a test gives it. */
final class TestChannel implements SignalSourceFactory {
    private final SignalChannel kind;
    private final Map<String, SignalListener> open = new ConcurrentHashMap<>();

    TestChannel(SignalChannel kind) {
        this.kind = kind;
    }

    /** The gateways that it is open for. */
    Set<String> open() {
        return open.keySet();
    }

    void bring(Octets octets) {
        open.values().forEach(listener -> listener.received(kind, octets, "a test"));
    }

    @Override
    public SignalSource open(String gatewayId, SignalListener listener) {
        open.put(gatewayId, listener);
        return new SignalSource() {
            @Override
            public SignalChannel channel() {
                return kind;
            }

            @Override
            public String health() {
                return kind + " is well";
            }

            @Override
            public void close() {
                open.remove(gatewayId);
            }
        };
    }
}
