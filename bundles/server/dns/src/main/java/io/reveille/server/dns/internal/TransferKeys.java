/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Secret;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.TextParseException;

/** By which messages of secondaries are known: one TSIG key for hmac-sha256, or none (RFC 8945). */
final class TransferKeys {
    private final Optional<TSIG> tsig;

    TransferKeys(Optional<TransferSettings.Key> key) {
        this.tsig = key.map(TransferKeys::tsig);
    }

    Optional<TSIG> tsig() {
        return tsig;
    }

    /** The result code: that of success if the message is signed by the key. */
    int verify(Message query, byte[] octets) {
        return tsig.map(key -> key.verify(query, octets, null)).orElse(Rcode.BADKEY);
    }

    /** The response to who could not show that he has the key (RFC 8945, 5.2). */
    byte[] refusal(Message query, Message response, int rcode) {
        response.getHeader().setRcode(Rcode.NOTAUTH);
        TSIGRecord asked = query.getTSIG();
        if (rcode == Rcode.BADTIME && tsig.isPresent()) {
            response.setTSIG(tsig.get(), rcode, asked);
            return response.toWire(Responder.MAX_UDP);
        }
        response.addRecord(
                new TSIGRecord(
                        asked.getName(),
                        DClass.ANY,
                        0,
                        asked.getAlgorithm(),
                        asked.getTimeSigned(),
                        asked.getFudge(),
                        new byte[0],
                        query.getHeader().getID(),
                        rcode,
                        null),
                Section.ADDITIONAL);
        return response.toWire(Responder.MAX_UDP);
    }

    private static TSIG tsig(TransferSettings.Key key) {
        Secret secret = key.secret();
        byte[] octets = secret.copy();
        try {
            return new TSIG(
                    TSIG.HMAC_SHA256,
                    Name.fromString(key.name(), Name.root),
                    new SecretKeySpec(octets, "HmacSHA256"));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(
                    "transfer.key.name: '%s' is not a DNS name".formatted(key.name()), e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
