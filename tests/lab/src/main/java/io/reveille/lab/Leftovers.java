/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Removes labs: namespaces, the processes in them, folders. */
final class Leftovers {
    static final Path NAMESPACE_FILES = Path.of("/etc/netns");

    private Leftovers() {}

    /**
     * Removes every lab whose owner is dead. {@code mine} are this process's own, whose locks must
     * not be touched.
     */
    static void remove(Set<String> mine) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(LabRun.ROOT)) {
            folders = found.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            if (!mine.contains(name) && ownerIsDead(folder)) {
                removeOne(name);
            }
        }
    }

    private static boolean ownerIsDead(Path folder) throws IOException {
        try (FileChannel owner = LabRun.open(folder.resolve("owner"));
                FileLock lock = owner.tryLock()) {
            return lock != null;
        }
    }

    /** Ends what runs in the namespaces of one lab, and removes them and its folder. */
    static void removeOne(String name) throws IOException {
        for (String namespace : namespaces(name)) {
            Programs.run(List.of("ip", "netns", "pids", namespace), "", Programs.SHORT)
                    .text()
                    .lines()
                    .forEach(
                            pid ->
                                    ProcessHandle.of(Long.parseLong(pid.strip()))
                                            .ifPresent(ProcessHandle::destroyForcibly));
            Programs.run(List.of("ip", "netns", "del", namespace), "", Programs.SHORT).expected();
            deleteTree(NAMESPACE_FILES.resolve(namespace));
        }
        deleteTree(LabRun.ROOT.resolve(name));
    }

    private static List<String> namespaces(String name) {
        return Programs.run(List.of("ip", "netns", "list"), "", Programs.SHORT)
                .expected()
                .text()
                .lines()
                .map(line -> line.split(" ")[0])
                .filter(namespace -> namespace.startsWith(name + "-"))
                .toList();
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
