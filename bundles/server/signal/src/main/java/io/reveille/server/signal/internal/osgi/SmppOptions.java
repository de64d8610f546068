/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.signal.ReceiptRequest;
import io.reveille.server.signal.RouteTraits;
import io.reveille.server.signal.SmppSettings;
import io.reveille.sms.Address;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.TypeOfNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The configuration, checked. */
final class SmppOptions {
    private SmppOptions() {}

    /**
     * Settings.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static SmppSettings of(SmppConfiguration configuration, Path home) {
        try {
            return new SmppSettings(
                    configuration.host().strip(),
                    configuration.port(),
                    configuration.tls(),
                    configuration.system_id().strip(),
                    home.resolve(configuration.password_file().strip()),
                    configuration.system_type().strip(),
                    source(configuration),
                    receipts(configuration.receipts()),
                    ApplicationPorts.of(
                            configuration.application_port(), configuration.application_port()),
                    configuration.window(),
                    configuration.binds(),
                    configuration.trust_file().isBlank()
                            ? Optional.empty()
                            : Optional.of(home.resolve(configuration.trust_file().strip())),
                    Duration.ofSeconds(configuration.enquire_link_seconds()),
                    Duration.ofSeconds(configuration.response_timeout_seconds()),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(configuration.reconnect_longest_seconds()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SmppConfiguration.PID + ": " + e.getMessage(), e);
        }
    }

    /**
     * Name, form, cost and rate.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static RouteTraits traits(SmppConfiguration configuration, String usualName) {
        try {
            return RouteTraits.parse(
                    configuration.name(),
                    usualName,
                    configuration.form(),
                    configuration.cost(),
                    configuration.rate());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SmppConfiguration.PID + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Address> source(SmppConfiguration configuration) {
        String text = configuration.source_address().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Address guess =
                text.matches("\\+?[0-9*#]+") ? Address.parse(text) : Address.alphanumeric(text);
        int ton = configuration.source_ton();
        int npi = configuration.source_npi();
        return Optional.of(
                new Address(
                        ton < 0 ? guess.typeOfNumber() : TypeOfNumber.of(ton),
                        npi < 0 ? guess.numberingPlan() : NumberingPlan.of(npi),
                        guess.digits()));
    }

    private static ReceiptRequest receipts(String text) {
        try {
            return ReceiptRequest.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "receipts '" + text + "' is none of all, failures, none", e);
        }
    }
}
