/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;

/**
 * Someone showed credentials.
 *
 * @param source the address it came from
 * @param kind {@code password}, {@code token}, {@code jwt} or {@code certificate}
 * @param user the user as named by the client; empty if the credentials did not name one
 * @param admitted whether it was let in
 * @param detail by what it was let in, or why not
 */
public record AccessAttempt(
        Instant at, String source, String kind, String user, boolean admitted, String detail) {}
