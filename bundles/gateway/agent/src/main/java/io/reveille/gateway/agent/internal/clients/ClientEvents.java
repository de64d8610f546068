/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

/** Told of clients that were asked who they are. Called on several threads. */
public interface ClientEvents {

    /**
     * Somebody was let through or not.
     *
     * @param name who it is; empty if it is nobody who is known
     * @param problem empty if all is well; never a secret
     */
    void client(String service, String client, String name, String problem);
}
