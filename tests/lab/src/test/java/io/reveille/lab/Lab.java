/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A carrier's network for one test class; the logs are shown when a test fails; without what it
 * needs the class is skipped, which is said on the console.
 */
final class Lab implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {
    private static final List<String> MISSING = Requirements.missing();
    private CarrierNetwork network;

    @Override
    public void beforeAll(ExtensionContext context) {
        requireHere(context.getDisplayName());
        network = CarrierNetwork.up();
    }

    /** Skips, loudly, where no lab can be made. */
    static void requireHere(String tests) {
        if (!MISSING.isEmpty()) {
            String why =
                    "SKIPPED: " + tests + " needs the carrier lab: " + String.join("; ", MISSING);
            System.out.println(why);
            abort(why);
        }
    }

    /** Skips, loudly, where there is no strongSwan. */
    static void requireStrongSwan(String tests) {
        if (!StrongSwan.isInstalled()) {
            String why =
                    "SKIPPED: "
                            + tests
                            + " needs strongSwan; install: apt-get install charon-systemd"
                            + " libcharon-extra-plugins libstrongswan-standard-plugins"
                            + " libstrongswan-extra-plugins";
            System.out.println(why);
            abort(why);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> showLogs());
    }

    /** What the processes said last. */
    void showLogs() {
        network.run().processes().stream()
                .filter(process -> !process.said().isBlank())
                .forEach(
                        process ->
                                System.out.println(
                                        "--- " + process.name() + "\n" + process.lastLines()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (network != null) {
            network.close();
        }
    }

    CarrierNetwork network() {
        return network;
    }
}
