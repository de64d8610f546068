/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds a framer and writes down what comes out: lines as they are, a prompt as {@code <prompt>}.
 */
final class Framed {
    private final AtFramer framer = new AtFramer();
    private final List<String> frames = new ArrayList<>();

    Framed() {
        framer.expectPrompt(true);
    }

    Framed feed(byte[] chunk) {
        framer.accept(chunk, 0, chunk.length, this::write);
        return this;
    }

    Framed feed(String chunk) {
        return feed(chunk.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(Frame frame) {
        frames.add(frame instanceof Frame.Line line ? line.text() : "<prompt>");
    }

    List<String> frames() {
        return frames;
    }
}
