/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The body of {@code POST /api/v1/enrolments}. */
record EnrolmentOrder(String gateway, Optional<String> msisdn, Duration validity) {
    private static final List<String> FIELDS = List.of("gateway", "msisdn", "validitySeconds");
    private static final long DEFAULT_SECONDS = 3600;

    /**
     * @throws IllegalArgumentException whose message says what is wrong
     */
    static EnrolmentOrder parse(String body) {
        JsonBody json = JsonBody.parse(body, FIELDS);
        String gateway =
                json.text("gateway")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the field gateway is missing: the new gateway's id"));
        return new EnrolmentOrder(gateway, json.text("msisdn"), validity(json));
    }

    static Duration validity(JsonBody json) {
        try {
            return Duration.ofSeconds(
                    json.primitive("validitySeconds")
                            .map(value -> value.getAsBigDecimal().longValueExact())
                            .orElse(DEFAULT_SECONDS));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the field validitySeconds must be a whole number of seconds", e);
        }
    }
}
