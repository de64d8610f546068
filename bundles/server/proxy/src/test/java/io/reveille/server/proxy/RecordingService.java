/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device's web server that keeps every octet it gets, believes what a head says of the body's
 * length, and answers in chunks with a trailer. Of {@code /stall} it reads no body.
 */
final class RecordingService implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)\r\n");
    private static final String ANSWER =
            String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Transfer-Encoding: chunked",
                    "Trailer: Sum",
                    "",
                    "5",
                    "hello",
                    "0",
                    "Sum: 15",
                    "",
                    "");

    private final StringBuilder recorded = new StringBuilder();
    private final TestService service;

    RecordingService() throws IOException {
        service = new TestService(this::serve);
    }

    InetSocketAddress address() {
        return service.address();
    }

    /** All that it got, of all connections. */
    String recorded() {
        synchronized (recorded) {
            return recorded.toString();
        }
    }

    private void serve(Socket connection) throws IOException {
        while (true) {
            String head = until(connection.getInputStream(), "\r\n\r\n");
            if (head.isEmpty()) {
                return;
            }
            if (head.contains(" /stall ")) {
                service.awaitClose();
                return;
            }
            if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue\r\n")) {
                say(connection, "HTTP/1.1 100 Continue\r\n\r\n");
            }
            Matcher length = LENGTH.matcher(head);
            if (head.contains("\r\nTransfer-Encoding: chunked\r\n")) {
                chunks(connection.getInputStream());
            } else if (length.find()) {
                for (int left = Integer.parseInt(length.group(1)); left > 0; left--) {
                    one(connection.getInputStream());
                }
            }
            say(connection, ANSWER);
        }
    }

    private void chunks(InputStream in) throws IOException {
        for (int size = size(in); size > 0; size = size(in)) {
            for (int left = size + 2; left > 0; left--) {
                one(in);
            }
        }
        while (!until(in, "\r\n").equals("\r\n")) {
            // trailers
        }
    }

    private int size(InputStream in) throws IOException {
        return Integer.parseInt(until(in, "\r\n").strip(), 16);
    }

    private String until(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int octet = one(in);
            if (octet < 0) {
                return "";
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    private int one(InputStream in) throws IOException {
        int octet = in.read();
        if (octet >= 0) {
            synchronized (recorded) {
                recorded.append((char) octet);
            }
        }
        return octet;
    }

    private static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
