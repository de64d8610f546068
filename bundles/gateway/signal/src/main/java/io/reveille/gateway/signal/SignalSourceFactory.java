/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Offers a channel to the gateways in its framework, each of which opens it once it belongs to a
 * fleet. Each configured channel is an OSGi service of this type; where its property {@link #HOME}
 * is set, it is for the gateway with that home directory alone.
 */
@ConsumerType
@FunctionalInterface
public interface SignalSourceFactory {
    /** Service property: the full path of the home directory of the gateway that it is for. */
    String HOME = "gateway.home";

    /**
     * Opens the channel for a gateway, which closes it when it goes or when this factory goes.
     *
     * <p>Returns at once: a connection is made afterwards, and made again for as long as it takes.
     *
     * @param gatewayId the gateway's name in its fleet
     * @param listener gets what comes in
     */
    SignalSource open(String gatewayId, SignalListener listener);
}
