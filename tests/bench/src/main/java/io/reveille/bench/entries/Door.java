/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import java.util.Locale;

/** A port that clients knock at. */
enum Door {
    /** The services themselves. */
    SERVICE,
    SERVICE_TLS,
    SERVICE_UDP,
    /** Ports of their own of a service by TCP and one by UDP. */
    PORT,
    PORT_UDP,
    /** The entries that services share. */
    CONNECT,
    SOCKS,
    WEB,
    SNI,
    /** Those of a second proxy, where they take TLS alone. */
    CONNECT_TLS,
    SOCKS_TLS;

    /** As processes name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
