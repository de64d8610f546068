/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.SignalChannel;
import java.util.Optional;

/**
 * How many messages were sent to one gateway on one channel, and what they cost.
 *
 * @param messages at least 1
 * @param cost of all of them; empty for messages whose cost was not known
 */
public record SignalSum(
        String gatewayId, SignalChannel channel, long messages, Optional<Money> cost) {}
