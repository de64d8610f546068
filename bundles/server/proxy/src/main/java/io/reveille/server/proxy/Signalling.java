/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SignalRoute;
import java.util.List;
import java.util.function.Supplier;

/**
 * What access requests leave by.
 *
 * @param routes those that are there now, the highest ranking first
 * @param ledger where each message is written down before it is sent
 * @param book where messages are counted
 */
public record Signalling(Supplier<List<SignalRoute>> routes, SignalLedger ledger, RouteBook book) {}
