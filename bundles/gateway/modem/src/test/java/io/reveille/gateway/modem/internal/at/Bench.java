/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import io.reveille.gateway.modem.internal.vendor.QuirksTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A dialogue whose modem and clock are in the test's hands. */
final class Bench implements AtDialogue.Output {
    static final Duration TIME = Duration.ofSeconds(5);

    final List<String> sent = new ArrayList<>();
    final List<Unsolicited> unsolicited = new ArrayList<>();
    final List<String> restarts = new ArrayList<>();
    final List<String> losses = new ArrayList<>();
    final List<AtAnswer> answers = new ArrayList<>();
    private final AtDialogue dialogue = new AtDialogue(this, QuirksTable.load(), TIME);
    private long now = Long.MAX_VALUE - 1_000; // the clock may well overflow

    Bench submit(AtCommand command) {
        dialogue.submit(command, now, answers::add);
        return this;
    }

    Bench textMode(boolean anyCharacter) {
        dialogue.textMode(true, anyCharacter);
        return this;
    }

    Bench resynchronise() {
        dialogue.resynchronise(now);
        return this;
    }

    Bench loses(String reason) {
        dialogue.lose(reason);
        return this;
    }

    Bench says(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        dialogue.received(octets, 0, octets.length, now);
        return this;
    }

    Bench passes(Duration time) {
        now += time.toNanos();
        dialogue.elapsed(now);
        return this;
    }

    /** Lets so much time pass that nothing is on its way any more. */
    Bench settles() {
        return passes(Duration.ofMillis(250));
    }

    AtAnswer answer() {
        return answers.get(answers.size() - 1);
    }

    @Override
    public void send(byte[] octets) {
        sent.add(new String(octets, StandardCharsets.US_ASCII));
    }

    @Override
    public void unsolicited(Unsolicited said) {
        unsolicited.add(said);
    }

    @Override
    public void restarted(String line) {
        restarts.add(line);
    }

    @Override
    public void lost(String reason) {
        losses.add(reason);
    }
}
