/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a home for one gateway: two with the same replay state and audit log would undo each
 * other's. The operating system lets go of it when the process ends, however it ends.
 */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the home.
     *
     * @throws IOException when another has it, or the lock file cannot be written
     */
    public static HomeLock take(Path home) throws IOException {
        Path file = home.resolve("data").resolve("gateway.lock");
        HomeFiles.directory(file.getParent());
        HomeFiles.createPrivate(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new HomeLock(channel);
            }
        } catch (OverlappingFileLockException here) {
            // by this very process: told below
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(
                home + " is in use by another gateway: give each gateway a home of its own");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
