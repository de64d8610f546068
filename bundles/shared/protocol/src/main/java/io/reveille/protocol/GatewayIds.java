/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.util.regex.Pattern;

/** What a gateway id may be: one DNS label in lower case. */
final class GatewayIds {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private GatewayIds() {}

    static void check(String gatewayId) {
        if (!LABEL.matcher(gatewayId).matches()) {
            throw new IllegalArgumentException(
                    "a gateway id is one DNS label: 1 to 63 lower-case letters, digits and inner hyphens");
        }
    }
}
