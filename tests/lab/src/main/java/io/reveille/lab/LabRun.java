/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One use of the lab: its name, which no other lab on this machine has, its folder, its namespaces
 * and its processes. All are gone after {@link #close}; after a kill they are removed by the next
 * use, which knows them by the lock that died with their owner.
 */
public final class LabRun implements AutoCloseable {
    static final Path ROOT = Path.of("/run/reveille-lab");
    private static final Set<String> MINE = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final FileChannel lockFile;
    private final List<Namespace> namespaces = new ArrayList<>();
    private final List<LabProcess> processes = new ArrayList<>();
    private final Thread atExit = new Thread(this::close, "lab clean-up");

    private LabRun(String name, FileChannel lockFile) {
        this.name = name;
        this.lockFile = lockFile;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Removes what killed labs left behind, and begins a new one. */
    public static synchronized LabRun begin() {
        try {
            Files.createDirectories(
                    ROOT,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            try (FileChannel all = open(ROOT.resolve("lock"));
                    FileLock held = all.lock()) {
                Leftovers.remove(MINE);
                String name =
                        "rv"
                                + ProcessHandle.current().pid()
                                + (char) ('a' + COUNT.getAndIncrement() % 26);
                Files.createDirectories(ROOT.resolve(name));
                FileChannel own = open(ROOT.resolve(name).resolve("owner"));
                if (!held.isValid() || own.tryLock() == null) {
                    throw new LabException("another process has the lab " + name);
                }
                MINE.add(name);
                return new LabRun(name, own);
            }
        } catch (IOException e) {
            throw new LabException("cannot use " + ROOT + ": " + e.getMessage(), e);
        }
    }

    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** What the names of this lab's namespaces begin with. */
    public String name() {
        return name;
    }

    /** A file in this lab's folder, which only root can read. */
    public Path file(String fileName) {
        return ROOT.resolve(name).resolve(fileName);
    }

    /** Makes a namespace with nothing in it but its loopback. */
    synchronized Namespace namespace(String role) {
        Namespace namespace = new Namespace(name + "-" + role);
        Programs.run(List.of("ip", "netns", "add", namespace.name()), "", Programs.SHORT)
                .expected();
        namespaces.add(namespace);
        namespace.sysctl(
                "net.ipv6.conf.all.disable_ipv6=1",
                "net.ipv6.conf.default.disable_ipv6=1",
                "net.ipv4.ip_forward=0");
        namespace.ip("link set lo up");
        return namespace;
    }

    /** Gives a namespace a file of its own in place of the machine's in {@code /etc}. */
    void fileOf(Namespace namespace, String fileName, String text) {
        try {
            Path folder =
                    Files.createDirectories(Leftovers.NAMESPACE_FILES.resolve(namespace.name()));
            Files.writeString(folder.resolve(fileName), text);
        } catch (IOException e) {
            throw new LabException("cannot give " + namespace.name() + " its " + fileName, e);
        }
    }

    /** Starts a process in a namespace, its output in a file of its name in this lab's folder. */
    synchronized LabProcess start(Namespace where, String processName, String... command) {
        String file = processName.replace(' ', '-') + "-" + processes.size() + ".log";
        LabProcess process =
                LabProcess.start(processName, file(file), where.inside(List.of(command)));
        processes.add(process);
        return process;
    }

    /** The processes started until now, also those that have ended. */
    public synchronized List<LabProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public synchronized void close() {
        if (!MINE.contains(name)) {
            return;
        }
        List<LabProcess> latestFirst = new ArrayList<>(processes);
        Collections.reverse(latestFirst);
        latestFirst.forEach(LabProcess::close);
        try {
            remove(name, lockFile);
        } catch (IOException e) {
            throw new LabException("cannot remove all of " + file("") + ": " + e.getMessage(), e);
        } finally {
            forgetExit();
        }
    }

    /** Not while another begins, who would look at what is half removed. */
    private static synchronized void remove(String name, FileChannel lockFile) throws IOException {
        try (FileChannel all = open(ROOT.resolve("lock"));
                FileLock held = all.lock()) {
            if (!held.isValid()) {
                throw new IOException("the lock of all labs was lost");
            }
            Leftovers.removeOne(name);
            lockFile.close();
        } finally {
            MINE.remove(name);
        }
    }

    private void forgetExit() {
        if (Thread.currentThread() != atExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // the machine is going down: the hook runs and finds nothing left to do
            }
        }
    }
}
