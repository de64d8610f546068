/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Orders to a running {@code wirefilter}, by its management socket. */
final class WireControl {
    private static final String SUCCESS = "1000 ";

    private WireControl() {}

    /** Gives one order and waits until it is carried out. */
    static void command(Path socket, String order) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((order + "\n").getBytes(StandardCharsets.US_ASCII)));
            // left open with the channel: closing the reader would close it twice
            BufferedReader answers =
                    new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                String answer = line.replace("VDEwf$ ", "");
                if (answer.startsWith(SUCCESS)) {
                    return;
                }
                if (answer.matches("1\\d{3} .*")) {
                    throw new LabException("wirefilter refuses '" + order + "': " + answer);
                }
            }
            throw new LabException("wirefilter went away at '" + order + "'");
        } catch (IOException e) {
            throw new LabException(
                    "cannot reach wirefilter at " + socket + ": " + e.getMessage(), e);
        }
    }
}
