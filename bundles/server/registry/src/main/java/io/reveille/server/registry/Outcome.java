/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** What became of a session. */
public enum Outcome {
    /** Still going on. */
    OPEN,
    /** The client was served, and both sides closed in good order. */
    COMPLETED,
    /** Not allowed, or no longer: the client, the gateway's status, or a limit. */
    REFUSED,
    /** No configured channel reaches the gateway, or none took the access request. */
    SIGNAL_FAILED,
    /** The access request went out, but no tunnel came in time. */
    GATEWAY_UNREACHABLE,
    /** The tunnel came, but the terminal's service did not answer. */
    SERVICE_UNREACHABLE,
    /** The client hung up before it was served. */
    CLIENT_LEFT,
    /** The tunnel broke while the client was served. */
    TUNNEL_LOST,
    /** The server stopped or crashed meanwhile. */
    INTERRUPTED
}
