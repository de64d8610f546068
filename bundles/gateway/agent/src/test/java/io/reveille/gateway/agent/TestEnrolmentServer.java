/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The fleet's side of an enrolment, over real HTTPS on a port of its own. */
final class TestEnrolmentServer implements AutoCloseable {
    final List<JsonObject> claims = new ArrayList<>();
    final EnrolmentCode code;
    boolean used;
    boolean hangsUp;
    int status = 200;
    UnaryOperator<JsonObject> tamper = answer -> answer;

    private final TestFleet fleet;
    private final HttpsServer server;

    TestEnrolmentServer(TestFleet fleet, TlsIdentity shown) throws Exception {
        this.fleet = fleet;
        this.code = EnrolmentCode.issue(fleet.ca.certificate());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestFleet.serverContext(shown)));
        server.createContext("/enrol", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/enrol");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject claim = JsonParser.parseString(body).getAsJsonObject();
        claims.add(claim);
        if (hangsUp) {
            used = true;
            exchange.close();
            return;
        }
        boolean right = claim.get("code").getAsString().equals(code.text()) && !used;
        used = true;
        if (status != 200 || !right) {
            answer(exchange, right ? status : 403, "{\"error\":\"refused\"}");
            return;
        }
        try {
            answer(exchange, 200, tamper.apply(grant(claim)).toString());
        } catch (GeneralSecurityException e) {
            answer(exchange, 500, "{}");
        }
    }

    private JsonObject grant(JsonObject claim) throws GeneralSecurityException {
        JsonObject json = new JsonObject();
        json.addProperty("gateway", "meter-17");
        json.addProperty("generation", 3);
        json.addProperty("certificate", certificate(fleet.ca, claim));
        json.addProperty("fleetCa", Certificates.pem(List.of(fleet.ca.certificate())));
        JsonObject key = new JsonObject();
        key.addProperty("id", fleet.sender.id());
        key.addProperty("key", fleet.sender.pair().publicKey().base64());
        JsonArray keys = new JsonArray();
        keys.add(key);
        json.add("senderKeys", keys);
        json.addProperty("serverName", TestFleet.SERVER_NAME);
        JsonArray proxies = new JsonArray();
        proxies.add("127.0.0.1");
        proxies.add("2001:db8::7");
        json.add("proxies", proxies);
        json.addProperty("msisdn", TestFleet.NUMBER.toString());
        json.addProperty("zone", "fleet.test");
        return json;
    }

    static String certificate(FleetCa ca, JsonObject claim) throws GeneralSecurityException {
        return Certificates.pem(
                List.of(
                        ca.issueGateway(
                                CertificateSigning.parse(claim.get("csr").getAsString()),
                                "meter-17",
                                Instant.now(),
                                Duration.ofDays(365))));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
