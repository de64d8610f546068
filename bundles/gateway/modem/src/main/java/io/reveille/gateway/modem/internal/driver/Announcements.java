/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the modem makes new messages known (3GPP TS 27.005 section 3.4.1).
 *
 * @param manner stored and announced, shown directly, or not at all
 * @param setting what {@code +CNMI} was set to; empty when nothing was accepted
 * @param acknowledged whether messages that are shown have to be acknowledged
 * @param reported whether the status reports of sent messages are shown or announced too
 */
record Announcements(Manner manner, String setting, boolean acknowledged, boolean reported) {

    /** Best first. */
    enum Manner {
        ANNOUNCED,
        SHOWN,
        NONE
    }

    /** Modes, best first: forward while the link is reserved too, discard then, buffer always. */
    private static final int[] MODES = {2, 1, 3};

    /** What becomes of status reports, best first: shown, stored and announced, neither. */
    private static final int[] REPORTS = {1, 2, 0};

    /** Mode, messages, status reports: what has to be as it was set. */
    private static final int[] COMPARED = {0, 1, 3};

    /**
     * Tries what the modem says that it can do, or everything when it does not say, until a setting
     * is accepted and still there when asked for.
     */
    static Announcements choose(At at) throws ModemUpsetException {
        Optional<AtValues> offered = at.values("AT+CNMI=?");
        for (String setting : candidates(offered, 1)) {
            if (holds(at, setting)) {
                return of(Manner.ANNOUNCED, setting, isAcknowledged(at));
            }
        }
        boolean acknowledged = at.run("AT+CSMS=1").isOk(); // else messages can be lost on the line
        for (String setting : candidates(offered, 2)) {
            if (holds(at, setting)) {
                return of(Manner.SHOWN, setting, acknowledged || isAcknowledged(at));
            }
        }
        return new Announcements(Manner.NONE, "", isAcknowledged(at), false);
    }

    private static Announcements of(Manner manner, String setting, boolean acknowledged) {
        String[] values = setting.split(",");
        return new Announcements(
                manner, setting, acknowledged, values.length > 3 && !values[3].equals("0"));
    }

    /** Settings with a certain routing of messages. */
    private static List<String> candidates(Optional<AtValues> offered, int routing) {
        List<String> candidates = new ArrayList<>();
        for (int report : REPORTS) {
            for (int mode : MODES) {
                for (int flush = 0; flush <= 1; flush++) {
                    if (allows(offered, 0, mode)
                            && allows(offered, 1, routing)
                            && allows(offered, 2, 0)
                            && allows(offered, 3, report)
                            && allows(offered, 4, flush)) {
                        candidates.add(mode + "," + routing + ",0," + report + "," + flush);
                    }
                }
            }
        }
        for (int mode : MODES) { // for modems that take fewer values, or whose list is wrong
            candidates.add(mode + "," + routing);
        }
        return candidates;
    }

    private static boolean allows(Optional<AtValues> offered, int position, int value) {
        return offered.flatMap(values -> values.group(position))
                .map(group -> group.contains(value))
                .orElse(true);
    }

    private static boolean holds(At at, String setting) throws ModemUpsetException {
        return at.run("AT+CNMI=" + setting).isOk() && isSet(at, setting);
    }

    /** Whether the modem still has a setting; also when it can't say. */
    private static boolean isSet(At at, String setting) throws ModemUpsetException {
        Optional<AtValues> now = at.values("AT+CNMI?");
        String[] wanted = setting.split(",");
        if (now.isPresent()) {
            for (int position : COMPARED) {
                if (position < wanted.length
                        && now.get().text(position).filter(wanted[position]::equals).isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the modem can't make new messages known, so that it has to be asked for them. */
    boolean isPolled() {
        return manner == Manner.NONE;
    }

    /** Whether new messages are still made known as chosen. */
    boolean stillHold(At at) throws ModemUpsetException {
        return isPolled() || isSet(at, setting);
    }

    private static boolean isAcknowledged(At at) throws ModemUpsetException {
        return at.values("AT+CSMS?").map(values -> values.number(0).orElse(0) > 0).orElse(false);
    }
}
