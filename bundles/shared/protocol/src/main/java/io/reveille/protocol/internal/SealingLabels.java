/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import io.reveille.crypto.HpkeExporter;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import io.reveille.protocol.SessionId;
import java.nio.charset.StandardCharsets;

/** The fixed texts that tie a sealing to its use. */
public final class SealingLabels {

    private static final String INFO = "reveille access request v1";
    private static final Octets SESSION_ID = utf8("reveille session id");

    private SealingLabels() {}

    /** HPKE's info for one gateway. */
    public static Octets info(String gatewayId) {
        return utf8(INFO + gatewayId);
    }

    /** The session id that comes with a sealing. */
    public static SessionId sessionId(HpkeExporter exporter) {
        Secret exported = exporter.export(SESSION_ID, SessionId.LENGTH);
        return SessionId.of(exported.copy());
    }

    private static Octets utf8(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
