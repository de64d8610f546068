/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.launcher;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.core.runtime.adaptor.EclipseStarter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * Runs an Equinox directory as a service of the operating system expects it: a directory that
 * cannot start whole ends with a status other than 0 and says which bundle is at fault, and SIGTERM
 * stops the framework in order, so that every component closes what it holds.
 *
 * <p>Equinox reads {@code configuration/config.ini} itself; {@code bin/start} gives the paths.
 */
public final class Main {
    private static final long STOP_MILLIS = 20_000;

    // exit statuses as in sysexits.h
    private static final int STARTED_IN_PART = 70;
    private static final int HOME_IN_USE = 75;

    private Main() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("reveille.home"));
        // held until the process ends: two frameworks would wipe out each other's storage
        FileLock lock = FileChannel.open(home.resolve("lock"), CREATE, WRITE).tryLock();
        if (lock == null) {
            System.err.println(home + " is in use by another process");
            System.exit(HOME_IN_USE);
        }
        BundleContext context = EclipseStarter.startup(args, null);
        Framework framework = (Framework) context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        FrameworkLog log = new FrameworkLog(context);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework, log), "stop"));
        Bundle[] bundles = context.getBundles();
        List<Bundle> idle = Arrays.stream(bundles).filter(Main::isIdle).toList();
        idle.forEach(b -> System.err.println(b.getSymbolicName() + " did not start"));
        if (!idle.isEmpty() || bundles.length <= listed(context)) {
            System.exit(STARTED_IN_PART);
        }
        System.out.println("running on " + home);
        framework.waitForStop(0);
        System.exit(0);
    }

    /**
     * The bundles named in config.ini; the framework's own comes on top, and it logs what is
     * missing.
     */
    private static int listed(BundleContext context) {
        return context.getProperty("osgi.bundles").split(",", -1).length;
    }

    private static boolean isIdle(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        return !fragment && bundle.getState() != Bundle.ACTIVE;
    }

    private static void stop(Framework framework, FrameworkLog log) {
        log.end();
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            System.err.println("the framework did not stop in order: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
