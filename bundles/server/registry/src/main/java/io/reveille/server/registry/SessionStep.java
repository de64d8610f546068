/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.Step;
import java.time.Instant;

/**
 * One step of a session.
 *
 * @param at on this server's clock, advancing monotonically within a session
 * @param detail for people, may be empty, at most 500 characters
 */
public record SessionStep(Step step, Instant at, String detail) {}
