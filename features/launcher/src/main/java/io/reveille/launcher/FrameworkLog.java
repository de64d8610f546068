/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * The errors of the framework and of its component runtime, one line each on standard error, with
 * the first cause rather than a stack; the stacks are in {@code log/framework.log}.
 */
final class FrameworkLog {
    private static final int REMEMBERED = 1000;

    private final LogReaderService reader;
    private final LogListener listener = this::print;

    /** What was said: one failure is often reported by every component that waits for another. */
    private final Set<String> said = new HashSet<>();

    FrameworkLog(BundleContext context) {
        reader = context.getService(context.getServiceReference(LogReaderService.class));
        reader.addLogListener(listener);
        List<LogEntry> soFar = Collections.list(reader.getLog());
        Collections.reverse(soFar);
        soFar.forEach(this::print);
    }

    private synchronized void print(LogEntry entry) {
        if (entry.getLogLevel() != LogLevel.ERROR) {
            return;
        }
        Throwable cause = entry.getException();
        while (cause instanceof InvocationTargetException) {
            cause = cause.getCause();
        }
        String what = cause == null ? entry.getMessage() : String.valueOf(cause.getMessage());
        if (said.size() < REMEMBERED && said.add(what)) {
            System.err.println(entry.getBundle().getSymbolicName() + ": " + what);
        }
    }

    /** To be done before the framework stops, whose log does not wait for its listeners. */
    void end() {
        reader.removeLogListener(listener);
    }
}
