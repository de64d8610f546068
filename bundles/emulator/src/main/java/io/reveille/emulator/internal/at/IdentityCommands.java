/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.VendorProfile;
import java.util.Map;

/** Who made the modem, and whose SIM is in it (TS 27.007 sections 5 and 7.1). */
final class IdentityCommands {
    private IdentityCommands() {}

    static void addTo(Map<String, Handler> commands, ModemParts modem) {
        VendorProfile profile = modem.profile();
        commands.put(
                "I",
                request ->
                        Reply.ok(
                                profile.manufacturer(),
                                profile.model(),
                                "Revision: " + profile.revision()));
        commands.put("+CGMI", request -> tell(request, profile.manufacturer()));
        commands.put("+GMI", request -> tell(request, profile.manufacturer()));
        commands.put("+CGMM", request -> tell(request, profile.model()));
        commands.put("+GMM", request -> tell(request, profile.model()));
        commands.put("+CGMR", request -> tell(request, profile.revision()));
        commands.put("+GMR", request -> tell(request, profile.revision()));
        commands.put("+CGSN", request -> tell(request, modem.imei()));
        commands.put("+GSN", request -> tell(request, modem.imei()));
        commands.put("+CIMI", request -> ofSim(modem, request, modem.subscriber().imsi()));
        commands.put(profile.iccid().get(0), request -> iccid(modem, request));
        commands.put(
                "+CNUM",
                request ->
                        ofSim(
                                modem,
                                request,
                                "+CNUM: ,\""
                                        + modem.subscriber().number()
                                        + "\","
                                        + (modem.subscriber().number().startsWith("+")
                                                ? 145
                                                : 129)));
        commands.put("+CPIN", request -> pin(modem, request));
    }

    private static Reply iccid(ModemParts modem, Request request) {
        boolean named = modem.profile().iccid().size() > 1;
        String number = modem.subscriber().iccid();
        return ofSim(
                modem, request, named ? modem.profile().iccid().get(1) + " " + number : number);
    }

    private static Reply tell(Request request, String what) {
        return request.kind() == Request.Kind.DO
                ? Reply.ok(what)
                : Reply.okIf(request.kind() == Request.Kind.TEST);
    }

    private static Reply ofSim(ModemParts modem, Request request, String what) {
        if (!modem.sim().isOpen()) {
            return new Reply.EquipmentError(11);
        }
        return request.kind() == Request.Kind.TEST ? Reply.ok() : Reply.ok(what);
    }

    private static Reply pin(ModemParts modem, Request request) {
        return switch (request.kind()) {
            case READ -> modem.sim().state();
            case SET -> modem.sim().enter(request.text(0));
            case TEST -> Reply.ok();
            case DO -> new Reply.Failed();
        };
    }
}
