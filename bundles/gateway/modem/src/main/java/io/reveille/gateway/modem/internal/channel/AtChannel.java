/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.channel;

import io.reveille.gateway.modem.SerialConnection;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtCommand;
import io.reveille.gateway.modem.internal.at.AtDialogue;
import io.reveille.gateway.modem.internal.at.LineVocabulary;
import io.reveille.gateway.modem.internal.at.Unsolicited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An {@link AtDialogue} on an open line: a thread reads, whoever wants an answer waits for it.
 *
 * <p>The thread that waits for an answer also minds the time, so there is no timer.
 */
public final class AtChannel implements AutoCloseable {
    private final SerialConnection connection;
    private final Consumer<Unsolicited> unsolicited;
    private final AtDialogue dialogue;
    private final Thread reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
    private Optional<String> restarted = Optional.empty();
    private Optional<String> gone = Optional.empty();
    private boolean echoExpected = true;
    private boolean echoed;

    /**
     * Begins to read.
     *
     * @param lineTime how long the next line of an answer may take
     * @param unsolicited takes what is said unasked, at once and without blocking; also called,
     *     with nothing in particular, when the modem has restarted or the line is gone
     */
    public AtChannel(
            SerialConnection connection,
            LineVocabulary vocabulary,
            Duration lineTime,
            Consumer<Unsolicited> unsolicited) {
        this.connection = connection;
        this.unsolicited = unsolicited;
        this.dialogue = new AtDialogue(new Outlet(), vocabulary, lineTime);
        this.reader = new Thread(this::read, "modem-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Sees that the modem listens and lets what is left of the past come in. */
    public void resynchronise() throws ModemUpsetException {
        lock.lock();
        try {
            restarted = Optional.empty();
            dialogue.resynchronise(System.nanoTime());
            flush();
            checkGone();
        } finally {
            lock.unlock();
        }
    }

    /** Whether commands have been echoed since this was last asked. */
    public boolean takeEchoed() {
        lock.lock();
        try {
            boolean was = echoed;
            echoed = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the modem's echo is still on; once it is not, an echo means that the modem has
     * restarted.
     */
    public void echoExpected(boolean expected) {
        lock.lock();
        try {
            echoExpected = expected;
        } finally {
            lock.unlock();
        }
    }

    /** Takes messages in text mode from now on, or in PDU mode; see {@link AtDialogue#textMode}. */
    public void textMode(boolean text, boolean anyCharacter) {
        lock.lock();
        try {
            dialogue.textMode(text, anyCharacter);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a command and waits for how it ends.
     *
     * @throws ModemUpsetException when the modem has restarted or the line is gone, now or since
     *     the last {@link #resynchronise()}
     */
    public AtAnswer execute(AtCommand command) throws ModemUpsetException {
        AtomicReference<AtAnswer> answer = new AtomicReference<>();
        lock.lock();
        try {
            check();
            dialogue.submit(command, System.nanoTime(), answer::set);
            flush();
            while (answer.get() == null) {
                OptionalLong deadline = dialogue.deadline();
                long left = deadline.orElse(Long.MAX_VALUE) - System.nanoTime();
                if (deadline.isEmpty()) {
                    progress.await();
                } else if (left > 0) {
                    long unused = progress.awaitNanos(left);
                } else {
                    dialogue.elapsed(System.nanoTime());
                    flush();
                }
            }
            check();
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModemUpsetException("the modem is being closed", true);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells whether the modem goes on as it was.
     *
     * @throws ModemUpsetException when it has restarted or the line is gone
     */
    public void check() throws ModemUpsetException {
        lock.lock();
        try {
            checkGone();
            if (restarted.isPresent()) {
                throw new ModemUpsetException(restarted.get(), false);
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkGone() throws ModemUpsetException {
        if (gone.isPresent()) {
            throw new ModemUpsetException(gone.get(), true);
        }
    }

    private void read() {
        byte[] chunk = new byte[1_024];
        String end = "the port is gone";
        try {
            for (int got = 0; got >= 0; got = connection.input().read(chunk)) {
                take(chunk, got);
            }
        } catch (IOException e) {
            end += ": " + e.getMessage();
        }
        lose(end);
    }

    private void take(byte[] chunk, int length) {
        lock.lock();
        try {
            dialogue.received(chunk, 0, length, System.nanoTime());
            flush();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void lose(String reason) {
        lock.lock();
        try {
            dialogue.lose(reason);
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        if (outgoing.size() > 0) {
            try {
                connection.output().write(outgoing.toByteArray());
                connection.output().flush();
            } catch (IOException e) {
                dialogue.lose("the port takes nothing more: " + e.getMessage());
            } finally {
                outgoing.reset();
            }
        }
    }

    /** Closes the line; an answer that is waited for does not come any more. */
    @Override
    public void close() {
        lose("the line was closed");
        try {
            connection.close();
        } catch (IOException e) {
            // it is gone one way or the other
        }
        reader.interrupt();
    }

    private final class Outlet implements AtDialogue.Output {
        @Override
        public void send(byte[] octets) {
            outgoing.writeBytes(octets);
        }

        @Override
        public void unsolicited(Unsolicited said) {
            if (said instanceof Unsolicited.Echoed) {
                echoed = true;
                if (!echoExpected) {
                    restarted = Optional.of("it repeats commands, so it has lost its settings");
                }
            }
            unsolicited.accept(said);
        }

        @Override
        public void restarted(String line) {
            AtChannel.this.restarted = Optional.of("the modem restarted: " + line);
            unsolicited.accept(new Unsolicited.Other(line));
        }

        @Override
        public void lost(String reason) {
            gone = Optional.of(reason);
            unsolicited.accept(new Unsolicited.Other(reason));
        }
    }
}
