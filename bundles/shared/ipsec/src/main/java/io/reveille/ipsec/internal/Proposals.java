/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal;

import io.reveille.ipsec.IpsecSettings;
import io.reveille.ipsec.internal.vici.ViciSection;

/** What both ends say alike. */
public final class Proposals {
    /** The only child of a connection. */
    public static final String CHILD = "tunnel";

    private Proposals() {}

    /** Of a connection: IKEv2, in UDP always, so that no firewall sees anything else. */
    public static ViciSection connection() {
        return new ViciSection()
                .put("version", "2")
                .putList(
                        "proposals",
                        "aes128gcm16-prfsha256-x25519-ecp256",
                        "aes256gcm16-prfsha384-x25519-ecp384")
                .put("encap", "yes")
                .put("mobike", "yes")
                .put("dpd_delay", "0")
                .put("unique", "replace")
                .put("send_cert", "always");
    }

    /** Of a child. */
    public static ViciSection child() {
        return new ViciSection()
                .putList("esp_proposals", "aes128gcm16-x25519-ecp256", "aes256gcm16-x25519-ecp384");
    }

    /** The one service that the tunnel leads to, as a traffic selector. */
    public static String selector(IpsecSettings settings, int port) {
        return settings.innerAddress().getHostAddress() + "/32[tcp/" + port + "]";
    }
}
