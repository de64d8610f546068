/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Registration, operator and signal (TS 27.007 sections 7.2, 7.3, 8.5, 8.69, 10.1). */
final class NetworkCommands {
    private static final List<String> REGISTRATIONS = List.of("+CREG", "+CGREG", "+CEREG");
    private static final String PLACE = ",\"51A0\",\"01A2B3C4\",7";

    private NetworkCommands() {}

    static void addTo(Map<String, Handler> commands, ModemParts modem) {
        for (int i = 0; i < REGISTRATIONS.size(); i++) {
            int which = i;
            commands.put(REGISTRATIONS.get(i), request -> registration(modem, which, request));
        }
        commands.put("+COPS", request -> operator(modem, request));
        commands.put(
                "+CSQ", request -> read(request, "+CSQ: " + (covered(modem) ? "20,99" : "99,99")));
        commands.put("+CESQ", request -> read(request, "+CESQ: 99,99,255,255,20,50"));
        commands.put("+CGATT", request -> read(request, "+CGATT: " + (covered(modem) ? 1 : 0)));
    }

    /** What to say when the registration has changed, for each report that is on. */
    static List<String> changed(ModemParts modem) {
        return IntStream.range(0, REGISTRATIONS.size())
                .filter(i -> modem.settings().registrationReports[i] > 0)
                .mapToObj(i -> REGISTRATIONS.get(i) + ": " + state(modem) + place(modem, i))
                .toList();
    }

    private static Reply registration(ModemParts modem, int which, Request request) {
        String name = REGISTRATIONS.get(which);
        switch (request.kind()) {
            case TEST:
                return Reply.ok(name + ": (0-2)");
            case SET:
                int reports = request.numberOr(0, 0);
                if (reports < 0 || reports > 2) {
                    return new Reply.EquipmentError(4);
                }
                modem.settings().registrationReports[which] = reports;
                return Reply.ok();
            default:
                return Reply.ok(
                        name
                                + ": "
                                + modem.settings().registrationReports[which]
                                + ","
                                + state(modem)
                                + place(modem, which));
        }
    }

    private static String place(ModemParts modem, int which) {
        return covered(modem) && modem.settings().registrationReports[which] == 2 ? PLACE : "";
    }

    private static Reply operator(ModemParts modem, Request request) {
        return switch (request.kind()) {
            case READ -> Reply.ok(covered(modem) ? "+COPS: 0,0,\"Reveille\",7" : "+COPS: 0");
            case TEST -> Reply.ok("+COPS: (2,\"Reveille\",\"RV\",\"26201\",7),,(0-4),(0-2)");
            case SET, DO -> Reply.ok();
        };
    }

    private static Reply read(Request request, String line) {
        return request.kind() == Request.Kind.DO || request.kind() == Request.Kind.READ
                ? Reply.ok(line)
                : Reply.ok();
    }

    private static int state(ModemParts modem) {
        return covered(modem) ? 1 : 2;
    }

    private static boolean covered(ModemParts modem) {
        return modem.sim().isOpen() && modem.network().isRegistered();
    }
}
