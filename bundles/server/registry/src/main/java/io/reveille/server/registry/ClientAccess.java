/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells who clients are. Attempts are limited for each source and each user, and audited; an
 * unknown user and a wrong password look the same, and take the same time.
 */
@ProviderType
public interface ClientAccess {
    /**
     * Checks credentials. Returns at once; the work is done by few threads with a bounded queue, so
     * a flood costs a bounded part of CPU and memory and is denied when it is too much.
     *
     * @param source where the client comes from
     * @return never completes exceptionally; completes on any thread, also at once
     */
    CompletionStage<ClientVerdict> authenticate(ClientCredentials credentials, InetAddress source);

    /**
     * Whether a client that was admitted may still reach that service: its user, token or
     * certificate may have been revoked or have expired, or its reach be less. Cheap.
     */
    boolean stands(ClientIdentity identity, String gatewayId, String service);

    /**
     * Calls the listener after changes by which someone may no longer {@link #stands stand}, on the
     * changing thread: it must return quickly.
     *
     * @return close it to be called no more
     */
    Registry.Subscription onChange(Runnable listener);
}
