/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.function.Consumer;

/**
 * Octets from a modem to lines and prompts, however the octets are cut into chunks.
 *
 * <p>ITU-T V.250 ends a line with CR LF; modems leave one out, double both, or end an echoed text
 * with Ctrl-Z. So any of CR, LF, Ctrl-Z and ESC ends a line, and empty lines are none. Other
 * control characters (also the NUL of a line that was just opened) are skipped. What is beyond the
 * bound on a line is dropped up to its end.
 *
 * <p>Texts may have any character in them. While they are expected, control characters and blanks
 * are kept, only CR, LF or both together end a line, and empty lines are lines.
 */
public final class AtFramer {
    /** Twice the octets of the longest PDU (12 + 164) and a header's room, with a wide margin. */
    public static final int LONGEST_LINE = 2_048;

    private static final char CTRL_Z = 0x1A;
    private static final char ESCAPE = 0x1B;

    private final StringBuilder line = new StringBuilder();
    private boolean cut;
    private boolean promptExpected;
    private boolean verbatim;
    private boolean afterReturn;

    /** Whether texts are expected from now on. */
    public void expectTexts(boolean expected) {
        verbatim = expected;
    }

    /** Whether a {@code >} at the start of a line is a prompt from now on, rather than text. */
    public void expectPrompt(boolean expected) {
        promptExpected = expected;
    }

    /** Takes one chunk and hands out the frames that it completes; {@code sink} may call back. */
    public void accept(byte[] chunk, int offset, int length, Consumer<Frame> sink) {
        for (int i = offset; i < offset + length; i++) {
            accept((char) (chunk[i] & 0xFF), sink);
        }
    }

    private void accept(char octet, Consumer<Frame> sink) {
        if (verbatim && !(octet == '>' && promptExpected)) {
            acceptVerbatim(octet, sink);
        } else if (octet == '\r' || octet == '\n' || octet == CTRL_Z || octet == ESCAPE) {
            endLine(sink);
        } else if (octet == '>' && promptExpected && line.isEmpty()) {
            promptExpected = false;
            sink.accept(new Frame.Prompt());
        } else if ((octet >= ' ' && octet != 0x7F) || octet == '\t') {
            append(octet);
        }
    }

    private void acceptVerbatim(char octet, Consumer<Frame> sink) {
        boolean paired = octet == '\n' && afterReturn;
        afterReturn = octet == '\r';
        if (octet == '\r' || (octet == '\n' && !paired)) {
            endLine(sink);
        } else if (!paired) {
            append(octet);
        }
    }

    private void append(char octet) {
        if (!verbatim && line.isEmpty() && (octet == ' ' || octet == '\t')) {
            return; // also the blank after a prompt
        }
        if (line.length() < LONGEST_LINE) {
            line.append(octet);
        } else {
            cut = true;
        }
    }

    private void endLine(Consumer<Frame> sink) {
        String text = verbatim ? line.toString() : line.toString().stripTrailing();
        boolean wasCut = cut;
        line.setLength(0);
        cut = false;
        if (verbatim || !text.isEmpty()) {
            sink.accept(new Frame.Line(text, wasCut));
        }
    }
}
