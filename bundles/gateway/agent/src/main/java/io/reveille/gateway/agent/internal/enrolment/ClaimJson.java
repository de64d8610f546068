/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.protocol.ServiceTransport;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/** What a gateway asks with, and what it makes of the answer. */
final class ClaimJson {
    private ClaimJson() {}

    /** The claim without a code. */
    static JsonObject of(PendingKeys keys, List<OfferedService> services) {
        JsonObject claim = new JsonObject();
        claim.addProperty("sealingKey", keys.sealing().publicKey().base64());
        claim.addProperty("csr", CertificateSigning.requestPem(keys.tls(), "reveille-gateway"));
        JsonArray offered = new JsonArray();
        for (OfferedService service : services) {
            JsonObject entry = new JsonObject();
            entry.addProperty("name", service.name());
            entry.addProperty("port", service.address().getPort());
            if (service.transport() != ServiceTransport.TCP) {
                entry.addProperty("transport", service.transport().text());
            }
            offered.add(entry);
        }
        claim.add("services", offered);
        return claim;
    }

    /**
     * The identity that the answer gives to these keys.
     *
     * @param fleetCa the only one that is trusted
     */
    static GatewayIdentity identity(MembershipJson given, X509Certificate fleetCa, PendingKeys keys)
            throws GeneralSecurityException {
        if (!given.fleet().fleetCa().equals(fleetCa)) {
            throw new IllegalArgumentException(
                    "its fleet CA is not the one that it was trusted by");
        }
        X509Certificate own = given.chain().get(0);
        if (!own.getPublicKey().equals(keys.tls().getPublic())) {
            throw new IllegalArgumentException("its certificate is for another key");
        }
        own.verify(fleetCa.getPublicKey());
        return new GatewayIdentity(
                given.gatewayId(),
                given.generation(),
                keys.sealing(),
                new TlsIdentity(keys.tls().getPrivate(), given.chain()),
                given.fleet());
    }
}
