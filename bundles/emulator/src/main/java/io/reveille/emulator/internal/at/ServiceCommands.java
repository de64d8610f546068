/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Address;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Message services, indications and acknowledgements (TS 27.005 sections 3.2.1, 3.3.1, 3.4.1,
 * 3.4.4).
 */
final class ServiceCommands {
    private static final int NOT_SUPPORTED = 303;
    private static final int INVALID_TEXT = 305;
    private static final int MOST_OCTET = 255;
    private static final int NO_ACKNOWLEDGEMENT_EXPECTED = 340;

    private final ModemParts modem;
    private final TerminalSettings settings;
    private final NumberLists accepted;

    private ServiceCommands(ModemParts modem) {
        this.modem = modem;
        this.settings = modem.settings();
        this.accepted = NumberLists.parse(modem.profile().accepted());
    }

    static void addTo(Map<String, Handler> commands, ModemParts modem) {
        ServiceCommands service = new ServiceCommands(modem);
        commands.put("+CSMS", service::service);
        commands.put("+CNMI", service::indications);
        commands.put("+CNMA", service::acknowledge);
        commands.put("+CSCA", service::centre);
        commands.put("+CSMP", service::textParameters);
        commands.put("+CSCB", request -> Reply.ok());
        commands.put("+CSDH", service::textDetails);
    }

    private Reply service(Request request) {
        switch (request.kind()) {
            case READ:
                return Reply.ok("+CSMS: " + settings.service + ",1,1,1");
            case TEST:
                return Reply.ok(
                        "+CSMS: ("
                                + String.join(
                                        ",",
                                        modem.profile().services().stream()
                                                .map(String::valueOf)
                                                .toList())
                                + ")");
            default:
                int number = request.numberOr(0, 0);
                if (!modem.profile().services().contains(number)) {
                    return new Reply.MessageError(NOT_SUPPORTED);
                }
                settings.service = number;
                return Reply.ok("+CSMS: 1,1,1");
        }
    }

    /** First octet, validity, protocol and coding of messages sent in text mode. */
    private Reply textParameters(Request request) {
        int[] now = settings.textParameters;
        if (request.kind() == Request.Kind.READ) {
            return Reply.ok("+CSMP: " + now[0] + "," + now[1] + "," + now[2] + "," + now[3]);
        }
        int[] wanted = now.clone();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = request.numberOr(i, wanted[i]);
            if (wanted[i] < 0 || wanted[i] > MOST_OCTET) {
                return new Reply.MessageError(INVALID_TEXT);
            }
        }
        settings.textParameters = wanted;
        return Reply.ok();
    }

    private Reply textDetails(Request request) {
        if (request.kind() == Request.Kind.READ) {
            return Reply.ok("+CSDH: " + (settings.textDetails ? 1 : 0));
        }
        if (request.kind() == Request.Kind.SET) {
            settings.textDetails = request.numberOr(0, 0) == 1;
        }
        return Reply.ok();
    }

    private Reply indications(Request request) {
        switch (request.kind()) {
            case READ:
                int[] now = settings.indications;
                return Reply.ok(
                        "+CNMI: " + now[0] + "," + now[1] + "," + now[2] + "," + now[3] + ","
                                + now[4]);
            case TEST:
                return Reply.ok("+CNMI: " + modem.profile().indications());
            default:
                int[] wanted = Arrays.copyOf(settings.indications, 5);
                for (int i = 0; i < wanted.length; i++) {
                    wanted[i] = request.numberOr(i, i < request.arguments().size() ? 0 : wanted[i]);
                }
                if (!accepted.contain(wanted)
                        || (modem.faults().refuseIndications && wanted[1] != 0)) {
                    return new Reply.MessageError(NOT_SUPPORTED);
                }
                settings.indications = wanted;
                modem.arrivals().indicationsSet();
                return Reply.ok();
        }
    }

    private Reply acknowledge(Request request) {
        if (request.kind() == Request.Kind.TEST) {
            return Reply.ok(settings.textMode ? "" : "+CNMA: (0-2)");
        }
        int how = request.numberOr(0, 0);
        OptionalInt failure = how == 2 ? OptionalInt.of(Arrivals.UNSPECIFIED) : OptionalInt.empty();
        return modem.arrivals().acknowledge(failure)
                ? Reply.ok()
                : new Reply.MessageError(NO_ACKNOWLEDGEMENT_EXPECTED);
    }

    private Reply centre(Request request) {
        if (request.kind() == Request.Kind.READ) {
            Address centre = modem.arrivals().serviceCentre;
            return Reply.ok("+CSCA: \"" + centre + "\"," + centre.typeOfAddress());
        }
        if (request.kind() == Request.Kind.SET) {
            if (!request.text(0).matches("\\+?[0-9]{3,15}")) {
                return new Reply.MessageError(304);
            }
            modem.arrivals().serviceCentre = Address.parse(request.text(0));
        }
        return Reply.ok();
    }
}
