/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.VendorProfile;
import java.util.List;
import java.util.Map;

/** Commands of the line itself (ITU-T V.250), errors (TS 27.007 section 9) and character sets. */
final class GeneralCommands {
    private final VendorProfile profile;
    private final TerminalSettings settings;
    private final Runnable restart;

    private GeneralCommands(ModemParts modem, Runnable restart) {
        this.profile = modem.profile();
        this.settings = modem.settings();
        this.restart = restart;
    }

    static void addTo(Map<String, Handler> commands, ModemParts modem, Runnable restart) {
        GeneralCommands general = new GeneralCommands(modem, restart);
        commands.put("", request -> Reply.ok());
        commands.put("E", general::echo);
        commands.put("V", general::words);
        commands.put("Q", general::quiet);
        for (String accepted : List.of("X", "S", "L", "M", "H", "&C", "&D", "&K", "&W", "&S")) {
            commands.put(accepted, request -> Reply.ok());
        }
        commands.put("D", request -> new Reply.Call("NO CARRIER"));
        commands.put("A", request -> new Reply.Call("NO CARRIER"));
        commands.put("Z", request -> general.defaults(modem));
        commands.put("&F", request -> general.defaults(modem));
        commands.put("+CMEE", general::errors);
        commands.put("+CSCS", general::charset);
        commands.put("+CFUN", general::functionality);
        commands.put("+GCAP", request -> Reply.ok("+GCAP: +CGSM"));
    }

    private Reply echo(Request request) {
        settings.echo = request.numberOr(0, 0) == 1;
        return Reply.ok();
    }

    private Reply words(Request request) {
        settings.words = request.numberOr(0, 0) == 1;
        return Reply.ok();
    }

    private Reply quiet(Request request) {
        settings.quiet = request.numberOr(0, 0) == 1;
        return Reply.ok();
    }

    private Reply defaults(ModemParts modem) {
        boolean echo = settings.echo;
        settings.reset(modem.profile());
        settings.echo = echo;
        return Reply.ok();
    }

    private Reply errors(Request request) {
        return switch (request.kind()) {
            case READ -> Reply.ok("+CMEE: " + settings.errors);
            case TEST -> Reply.ok("+CMEE: (0-2)");
            case DO -> setErrors(0);
            case SET -> setErrors(request.numberOr(0, 0));
        };
    }

    private Reply setErrors(int how) {
        if (how < 0 || how > 2) {
            return new Reply.Failed();
        }
        settings.errors = how;
        return Reply.ok();
    }

    private Reply charset(Request request) {
        switch (request.kind()) {
            case READ:
                return Reply.ok("+CSCS: \"" + settings.charset + "\"");
            case SET:
                if (!profile.charsets().contains(request.text(0))) {
                    return new Reply.EquipmentError(4);
                }
                settings.charset = request.text(0);
                return Reply.ok();
            default:
                return Reply.ok("+CSCS: (\"" + String.join("\",\"", profile.charsets()) + "\")");
        }
    }

    private Reply functionality(Request request) {
        if (request.kind() == Request.Kind.READ) {
            return Reply.ok("+CFUN: 1");
        }
        if (request.kind() == Request.Kind.SET && request.numberOr(1, 0) == 1) {
            restart.run();
        }
        return Reply.ok();
    }
}
