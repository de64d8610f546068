/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.server.registry.RouteHealth;
import io.reveille.server.signal.internal.smpp.SmppCarrier;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Sends access requests as short messages by SMPP 3.4, over transceiver sessions that are bound
 * again whenever they are lost. A request is sent until the centre has accepted it, refused it for
 * good, or its validity is over; one that is sent twice does no harm, gateways take it once.
 */
public final class SmppRoute extends SmsRoute {
    private final SmppCarrier carrier;

    private SmppRoute(SmppSettings settings, RouteTraits traits, BooleanSupplier mangles) {
        super(traits, settings.ports(), mangles);
        carrier = new SmppCarrier(settings);
    }

    /** As {@link #start(SmppSettings, RouteTraits, BooleanSupplier)}, named after the centre. */
    public static SmppRoute start(SmppSettings settings) {
        return start(settings, RouteTraits.named(usualName(settings)), () -> false);
    }

    /**
     * Begins to bind, in the background and for as long as it takes.
     *
     * @param mangles whether a test has found that octets do not arrive intact
     */
    public static SmppRoute start(
            SmppSettings settings, RouteTraits traits, BooleanSupplier mangles) {
        SmppRoute route = new SmppRoute(settings, traits, mangles);
        route.carrier.start();
        return route;
    }

    /** What it is called unless it has a name of its own. */
    public static String usualName(SmppSettings settings) {
        return "smpp " + settings.host() + ":" + settings.port();
    }

    /** Whether the sessions are bound, and if not, why. */
    @Override
    public RouteHealth health() {
        return carrier.health();
    }

    @Override
    boolean usable() {
        return carrier.usable();
    }

    @Override
    CompletionStage<String> submit(SmsMessage message) {
        return carrier.submit(message);
    }

    /** Unbinds; what has not been accepted yet fails. */
    @Override
    public void close() {
        carrier.close();
    }
}
