/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/** The clock and the network's time (TS 27.007 sections 8.15, 8.40, 8.41), and makers' own ways. */
final class ClockCommands {
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("uu/MM/dd,HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("uuuu/MM/dd,HH:mm:ss", Locale.ROOT);
    private static final int NOT_FOUND = 22;
    private static final int SECONDS_A_QUARTER = 900;

    private final ModemParts modem;
    private final TerminalSettings settings;

    private ClockCommands(ModemParts modem) {
        this.modem = modem;
        this.settings = modem.settings();
    }

    static void addTo(Map<String, Handler> commands, ModemParts modem) {
        ClockCommands clock = new ClockCommands(modem);
        Map<String, Handler> known =
                Map.of(
                        "+CCLK", clock::clock,
                        "#CCLK", clock::clock,
                        "+CTZU", request -> clock.toggle(request, 3, clock::follow, clock::follows),
                        "+CLTS", request -> clock.toggle(request, 1, clock::both, clock::follows),
                        "#NITZ", request -> clock.toggle(request, 15, clock::both, clock::follows),
                        "+CTZR",
                                request ->
                                        clock.toggle(
                                                request,
                                                2,
                                                n -> modem.settings().timeReports = n,
                                                () -> modem.settings().timeReports),
                        "+QLTS", clock::latest,
                        "^NWTIME", clock::network,
                        "^SIND", clock::indicators);
        modem.profile().clock().forEach(name -> commands.put(name, known.get(name)));
    }

    /** What to say when the network tells the time. */
    static List<String> told(ModemParts modem, OffsetDateTime time) {
        List<String> lines = new ArrayList<>();
        if (modem.settings().timeReports == 1) {
            lines.add("+CTZV: \"" + zone(time) + "\"");
        } else if (modem.settings().timeReports == 2) {
            lines.add("+CTZE: \"" + zone(time) + "\",0,\"" + LONG.format(time) + "\"");
        }
        if (modem.settings().makersTimeReports && !modem.profile().timeNotice().isEmpty()) {
            lines.add(notice(modem, time));
        }
        return lines;
    }

    private static String notice(ModemParts modem, OffsetDateTime local) {
        OffsetDateTime time =
                modem.profile().timeNoticeUniversal()
                        ? local.withOffsetSameInstant(ZoneOffset.UTC)
                        : local;
        String text = modem.profile().timeNotice().replace("{zz}", zone(local));
        for (String field : List.of("yyyy", "yy", "MM", "dd", "HH", "mm", "ss")) {
            text =
                    text.replace(
                            "{" + field + "}",
                            DateTimeFormatter.ofPattern(field.replace('y', 'u'), Locale.ROOT)
                                    .format(time));
        }
        return text;
    }

    private static String zone(OffsetDateTime time) {
        return "%+03d".formatted(time.getOffset().getTotalSeconds() / SECONDS_A_QUARTER);
    }

    private Reply clock(Request request) {
        OffsetDateTime now = modem.clock().now();
        return request.kind() == Request.Kind.READ
                ? Reply.ok(request.name() + ": \"" + SHORT.format(now) + zone(now) + "\"")
                : Reply.okIf(request.kind() == Request.Kind.TEST);
    }

    private Reply toggle(Request request, int most, IntConsumer set, IntSupplier now) {
        switch (request.kind()) {
            case READ:
                return Reply.ok(request.name() + ": " + now.getAsInt());
            case TEST:
                return Reply.ok(request.name() + ": (0-" + most + ")");
            default:
                int wanted = request.numberOr(0, 0);
                if (wanted < 0 || wanted > most) {
                    return new Reply.EquipmentError(4);
                }
                set.accept(wanted);
                return Reply.ok();
        }
    }

    private void follow(int how) {
        settings.followsNetwork = how > 0;
    }

    private void both(int how) {
        settings.followsNetwork = how > 0;
        settings.makersTimeReports = how > 0;
    }

    private int follows() {
        return settings.followsNetwork ? 1 : 0;
    }

    private Reply latest(Request request) {
        return modem.clock()
                .network()
                .map(time -> time.withOffsetSameInstant(ZoneOffset.UTC))
                .map(
                        time ->
                                Reply.ok(
                                        "+QLTS: \""
                                                + LONG.format(time)
                                                + zone(modem.clock().network().orElseThrow())
                                                + ",0\""))
                .orElse(Reply.ok("+QLTS: \"\""));
    }

    private Reply network(Request request) {
        return modem.clock()
                .network()
                .map(t -> Reply.ok("^NWTIME: " + SHORT.format(t) + zone(t) + ",00"))
                .orElse(new Reply.EquipmentError(NOT_FOUND));
    }

    private Reply indicators(Request request) {
        if (request.kind() == Request.Kind.SET && request.text(0).equals("nitz")) {
            settings.makersTimeReports = request.numberOr(1, 0) == 1;
        }
        return Reply.ok();
    }
}
