/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.protocol.Msisdn;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentInvitation;
import io.reveille.server.registry.EnrolmentJson;
import io.reveille.server.registry.EnrolmentOffer;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Enrolments;
import java.util.List;
import java.util.Optional;

/** Enrolment of one, of many, and of those that have no network yet. */
final class EnrolmentResource {
    private final Enrolments enrolments;

    EnrolmentResource(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    JsonObject offer(String body) {
        EnrolmentOrder order = EnrolmentOrder.parse(body);
        return Json.offer(enrolments.offer(order.gateway(), order.msisdn(), order.validity()));
    }

    /** {@code csv} and {@code validitySeconds}; all gateways or none. */
    JsonObject offerAll(String body) {
        JsonBody json = JsonBody.parse(body, List.of("csv", "validitySeconds"));
        List<EnrolmentInvitation> invitations = EnrolmentCsv.parse(json.text("csv").orElse(""));
        List<EnrolmentOffer> offers =
                enrolments.offerAll(invitations, EnrolmentOrder.validity(json));
        JsonArray codes = new JsonArray();
        for (EnrolmentOffer offer : offers) {
            JsonObject code = new JsonObject();
            code.addProperty("gateway", offer.gatewayId());
            code.addProperty("code", offer.code());
            codes.add(code);
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("url", offers.get(0).url().toString());
        answer.addProperty("expires", offers.get(0).expires().toString());
        answer.add("codes", codes);
        return answer;
    }

    /** {@code gateway}, {@code msisdn} and the gateway's {@code request} as a text. */
    JsonObject admit(String body) {
        JsonBody json = JsonBody.parse(body, List.of("gateway", "msisdn", "request"));
        EnrolmentInvitation invitation =
                new EnrolmentInvitation(
                        required(json, "gateway"),
                        json.text("msisdn").map(text -> Msisdn.parse(text).toString()),
                        Optional.empty());
        try {
            EnrolmentGrant grant =
                    enrolments.admit(
                            invitation, EnrolmentJson.claimWithoutCode(required(json, "request")));
            return EnrolmentJson.grant(grant);
        } catch (EnrolmentRefusedException e) {
            throw new IllegalArgumentException(
                    "the request can't be granted: " + e.getMessage(), e);
        }
    }

    private static String required(JsonBody json, String field) {
        return json.text(field)
                .orElseThrow(
                        () -> new IllegalArgumentException("the field " + field + " is missing"));
    }
}
