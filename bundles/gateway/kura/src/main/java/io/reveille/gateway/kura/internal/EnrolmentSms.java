/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.gateway.kura.internal.GatewayConfiguration.Enrolment;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.SmsInbox;
import io.reveille.sms.WholeMessage;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waits for the SMS with address and code of a fleet, while the gateway is no member of any. The
 * text is {@code reveille enrol URL CODE}, alone or within other words.
 */
final class EnrolmentSms implements AutoCloseable {
    private static final Pattern TEXT =
            Pattern.compile(
                    "\\breveille enroll? (https://[^/@\\s]{1,200}/\\S{0,100}) ([0-9A-Za-z-]{20,64})",
                    Pattern.CASE_INSENSITIVE);

    private final Modem modem;
    private final SmsInbox inbox = this::received;
    private volatile Optional<Enrolment> found = Optional.empty();

    private EnrolmentSms(Modem modem) {
        this.modem = modem;
        modem.deliverTo(inbox);
        modem.open();
    }

    /**
     * Begins to wait.
     *
     * @return nothing if there is no modem of its own
     * @throws IOException when the modem's settings can't be used
     */
    static Optional<EnrolmentSms> open(
            GatewayConfiguration configuration, Supplier<Optional<CommPorts>> ports)
            throws IOException {
        return OpenGateway.modem(configuration, ports).map(EnrolmentSms::new);
    }

    /** What has come. */
    Optional<Enrolment> found() {
        return found;
    }

    String health() {
        return modem.health();
    }

    /** Address and code in a text. */
    static Optional<Enrolment> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(matcher.group(1));
            return EnrolmentCode.parse(matcher.group(2))
                    .map(code -> new Enrolment(url, code.text()));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** The first that comes counts. */
    private SmsInbox.Disposition received(WholeMessage message) {
        Optional<Enrolment> order = message.text().flatMap(EnrolmentSms::find);
        if (order.isEmpty()) {
            return SmsInbox.Disposition.LEFT;
        }
        if (found.isEmpty()) {
            found = order;
        }
        return SmsInbox.Disposition.TAKEN;
    }

    @Override
    public void close() {
        modem.stopDelivering(inbox);
        modem.close();
    }
}
