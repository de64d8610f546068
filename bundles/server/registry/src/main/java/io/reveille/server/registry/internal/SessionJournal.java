/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.server.registry.internal.store.SessionChange.Opening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions that have begun and may not be in the database yet, a line each. No one waits for the
 * disk: what is written outlives the process, not the machine's power. There are two files; one is
 * emptied when all of its sessions are in the database and the other has grown.
 */
final class SessionJournal implements AutoCloseable {
    private static final int GROWN = 64 * 1024;

    private static final List<String> NEEDED = List.of("key", "gateway", "service", "client", "at");

    private final Gson gson = new Gson();
    private final List<Opening> left = new ArrayList<>();
    private final Page[] pages = new Page[2];
    private int current;

    /** One of the files: how many of its sessions are not in the database yet. */
    static final class Page {
        private final FileChannel channel;
        private int missing;

        private Page(FileChannel channel) {
            this.channel = channel;
        }
    }

    private SessionJournal(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < pages.length; i++) {
            Path file = directory.resolve("sessions-begun-" + i);
            if (Files.exists(file)) {
                Files.readString(file, StandardCharsets.UTF_8).lines().forEach(this::read);
            }
            pages[i] =
                    new Page(
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            pages[i].channel.position(pages[i].channel.size());
        }
    }

    /**
     * Opens or makes the journal in a directory.
     *
     * @throws UncheckedIOException when it can't be read or written
     */
    static SessionJournal open(Path directory) {
        try {
            return new SessionJournal(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server that ran before had begun, also what did come into the database. */
    List<Opening> left() {
        return List.copyOf(left);
    }

    /** What was left is in the database now. */
    synchronized void forget() throws IOException {
        for (Page page : pages) {
            page.channel.truncate(0);
        }
    }

    /**
     * Notes a session. Short enough for an event loop.
     *
     * @return what {@link #written} is told
     */
    synchronized Page begun(Opening opening) throws IOException {
        Page other = pages[1 - current];
        if (pages[current].channel.position() > GROWN && other.missing == 0) {
            other.channel.truncate(0);
            current = 1 - current;
        }
        Page page = pages[current];
        page.channel.write(ByteBuffer.wrap(line(opening).getBytes(StandardCharsets.UTF_8)));
        page.missing++;
        return page;
    }

    /** A session is in the database, or never will be. */
    synchronized void written(Page page) {
        page.missing--;
    }

    private String line(Opening opening) {
        JsonObject json = new JsonObject();
        json.addProperty("key", opening.key());
        json.addProperty("gateway", opening.gatewayId());
        json.addProperty("service", opening.service());
        json.addProperty("client", opening.client());
        opening.user().ifPresent(user -> json.addProperty("user", user));
        json.addProperty("at", opening.openedAt().toString());
        return gson.toJson(json) + "\n";
    }

    /** A line that the end of the server cut short was of a client that was not served yet. */
    private void read(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            if (!json.keySet().containsAll(NEEDED)) {
                return;
            }
            left.add(
                    new Opening(
                            json.get("key").getAsString(),
                            json.get("gateway").getAsString(),
                            json.get("service").getAsString(),
                            json.get("client").getAsString(),
                            Optional.ofNullable(json.get("user")).map(user -> user.getAsString()),
                            Instant.parse(json.get("at").getAsString())));
        } catch (JsonParseException | IllegalStateException | DateTimeException cut) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        for (Page page : pages) {
            page.channel.close();
        }
    }
}
