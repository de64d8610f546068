/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.receipts;

import io.reveille.server.registry.SignalNews;
import java.util.Map;
import java.util.Optional;

/** How a provider's receipts are read. */
@FunctionalInterface
public interface ReceiptReading {
    /** What the receipt says; empty if it says nothing that is understood. */
    Optional<SignalNews> read(Map<String, String> fields);
}
