/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.sms;

import io.reveille.gateway.modem.SmsFate;
import io.reveille.server.registry.SignalNews;

/** What status reports say, as news. */
public final class ModemNews {
    private ModemNews() {}

    public static SignalNews of(SmsFate fate) {
        return switch (fate.outcome()) {
            case DELIVERED -> SignalNews.delivered("delivered");
            case PENDING -> SignalNews.pending("on its way: " + fate.reason());
            case FAILED -> SignalNews.failed("undeliverable: " + fate.reason());
            case UNKNOWN -> SignalNews.pending("no status report: " + fate.reason());
        };
    }
}
