/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtCommand;
import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.channel.AtChannel;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.time.Duration;
import java.util.Optional;

/** Commands by their text alone, with the usual time for an answer. */
final class At {
    private final AtChannel channel;
    private final Duration time;

    At(AtChannel channel, Duration time) {
        this.channel = channel;
        this.time = time;
    }

    AtChannel channel() {
        return channel;
    }

    /** A command that tells nothing but how it ended. */
    AtAnswer run(String text) throws ModemUpsetException {
        return channel.execute(AtCommand.of(text, time));
    }

    /** A command answered by lines that begin with its name. */
    AtAnswer ask(String text) throws ModemUpsetException {
        return channel.execute(AtCommand.asking(text, time));
    }

    /** The first line of such an answer. */
    Optional<AtValues> values(String text) throws ModemUpsetException {
        return ask(text).values();
    }

    /** What a command tells in one line, with or without its name; empty when it fails. */
    Optional<String> text(String text) throws ModemUpsetException {
        return channel.execute(AtCommand.askingBare(text, time)).bareText();
    }

    /** A command answered by messages. */
    AtAnswer pdus(String text) throws ModemUpsetException {
        return channel.execute(AtCommand.askingPdus(text, time.multipliedBy(4)));
    }

    /** A command answered by a message in text mode. */
    AtAnswer messageText(String text) throws ModemUpsetException {
        return channel.execute(AtCommand.askingText(text, time));
    }

    /** A command answered by messages in text mode, of which the headers count. */
    AtAnswer messageHeaders(String text) throws ModemUpsetException {
        return channel.execute(AtCommand.askingTexts(text, time.multipliedBy(4)));
    }

    /** A command that asks for a text. */
    AtAnswer prompt(String text, String message, Duration sendTime) throws ModemUpsetException {
        return channel.execute(AtCommand.prompting(text, message, sendTime));
    }
}
