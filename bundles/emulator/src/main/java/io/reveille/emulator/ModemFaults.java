/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.time.Duration;

/**
 * What can go wrong with an emulated modem, on demand. Each stays as set until it is set otherwise.
 */
public interface ModemFaults {

    /**
     * Restarts the modem now: settings are lost, storages are kept, the maker's boot lines follow.
     */
    void reset();

    /** Restarts the modem in the middle of the next command, which is never answered. */
    void resetDuringNextCommand();

    /** Sends random octets now; 1 to 65536. */
    void garbage(int octets);

    /** Turns command echo on or off, as if the modem had forgotten its settings. */
    void echo(boolean on);

    /** Sends each octet by itself. */
    void oneByteAtATime(boolean on);

    /** Leaves out CR and LF between lines that are sent together. */
    void glueLines(boolean on);

    /** Waits before every answer; up to an hour. */
    void delay(Duration pause);

    /** Does what the next commands say but does not answer; 0 to 1000 of them. */
    void loseAnswers(int commands);

    /** Behaves as if every storage were full. */
    void memoryFull(boolean full);

    /** Refuses every {@code +CNMI} that asks for new messages to be announced or shown. */
    void refuseIndications(boolean refuse);

    /**
     * Refuses the next messages that are sent, with this cause.
     *
     * @param cause the number in {@code +CMS ERROR}, 0 to 999
     * @param messages 0 to 1000
     */
    void refuseSending(int cause, int messages);

    /** Says nothing unasked, as if it said it at another port. */
    void muteUnsolicited(boolean mute);

    /** Closes the line: a pseudo-terminal vanishes, a TCP connection ends and is refused. */
    void unplug();

    /** Opens the line again where it was. */
    void plugIn();

    /** Out of reach of the network, or back. */
    void coverage(boolean covered);

    /** Sends a line nobody asked for; printable characters, up to 512. */
    void say(String line);

    /**
     * Says a line in the middle of the next answer: behind its first line, such as a header before
     * its PDU.
     */
    void interruptNextAnswer(String line);
}
