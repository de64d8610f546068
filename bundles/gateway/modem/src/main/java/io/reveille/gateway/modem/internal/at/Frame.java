/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

/** One unit of what a modem says. */
public sealed interface Frame {

    /**
     * A line without its end and without blanks around it; never empty, unless texts are expected.
     *
     * @param cut whether it was longer than the framer allows, so that its end is missing
     */
    record Line(String text, boolean cut) implements Frame {}

    /**
     * The modem wants the text of a message (3GPP TS 27.005 section 4.3: CR LF {@code >} blank).
     */
    record Prompt() implements Frame {}
}
