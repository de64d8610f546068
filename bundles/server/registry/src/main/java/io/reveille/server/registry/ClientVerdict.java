/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** What came of a client's credentials. */
public sealed interface ClientVerdict {
    /** The client is who it says. What it may reach, its identity says. */
    record Admitted(ClientIdentity identity) implements ClientVerdict {}

    /** The client is not let in; why is for the audit alone, and looks the same for all reasons. */
    record Denied() implements ClientVerdict {}
}
