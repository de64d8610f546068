/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.VendorProfile;
import java.util.Arrays;

/** What commands set, and a restart forgets. Belongs to the modem's thread. */
final class TerminalSettings {
    boolean echo;
    boolean words;
    boolean quiet;
    int errors;
    boolean textMode;
    boolean textDetails;
    int[] textParameters;
    int service;
    int[] indications;
    String charset;
    String[] memories;
    int[] registrationReports;
    int timeReports;
    boolean makersTimeReports;
    boolean followsNetwork;

    TerminalSettings(VendorProfile profile) {
        reset(profile);
    }

    /** As after a start. */
    void reset(VendorProfile profile) {
        echo = true;
        words = true;
        quiet = false;
        errors = 0;
        textMode = profile.formats().get(profile.formats().size() - 1) == 1;
        textDetails = false;
        textParameters = new int[] {17, 167, 0, 0};
        service = profile.services().get(0);
        indications = new int[5];
        charset = profile.charsets().get(0);
        memories = new String[3];
        Arrays.fill(memories, profile.receiving());
        registrationReports = new int[3];
        timeReports = 0;
        makersTimeReports =
                profile.clock().contains("^NWTIME") || profile.clock().contains("#NITZ");
        followsNetwork = makersTimeReports;
    }
}
