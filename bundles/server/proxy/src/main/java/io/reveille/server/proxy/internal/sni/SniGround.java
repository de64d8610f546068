/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.SniOptions;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.proxy.internal.web.Gate;
import io.reveille.server.proxy.internal.web.WebEntry;

/** What connections by TLS stand on. */
record SniGround(
        SniOptions options,
        Certificates certificates,
        Gate gate,
        Reception reception,
        WebEntry web,
        ClientAuthority authority) {}
