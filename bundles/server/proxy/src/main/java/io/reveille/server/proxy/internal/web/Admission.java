/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;

/** Whether a request goes on to where it wants to go. */
sealed interface Admission {

    /**
     * It does.
     *
     * @param ours whether its Authorization was for the proxy, and is not for the service
     */
    record Admitted(Destination destination, Caller caller, boolean ours) implements Admission {}

    /** The client is to say who it is; whether what it asks for exists is not told. */
    record Challenged() implements Admission {}

    /** It does not, and the client may know why. */
    record Rejected(int status, String reason) implements Admission {}
}
