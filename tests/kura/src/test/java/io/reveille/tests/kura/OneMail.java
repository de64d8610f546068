/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.kura;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An IMAP server with one mail, which has one attachment, for one connection. */
final class OneMail implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final String mail;

    OneMail(byte[] attachment) throws IOException {
        mail =
                ("From: somebody@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n"
                                + "Hello\n--x\nContent-Type: application/octet-stream\n"
                                + "Content-Transfer-Encoding: base64\n\n"
                                + Base64.getMimeEncoder().encodeToString(attachment)
                                + "\n--x--\n")
                        .replace("\r\n", "\n")
                        .replace("\n", "\r\n");
        Thread thread = new Thread(this::serve, "one mail");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try (Socket client = listener.accept();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            send(out, "* OK ready\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String tag = line.substring(0, line.indexOf(' '));
                send(out, answer(line.substring(tag.length() + 1)) + tag + " OK done\r\n");
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    private String answer(String command) {
        if (command.startsWith("CAPABILITY")) {
            return "* CAPABILITY IMAP4rev1\r\n";
        }
        if (command.startsWith("LIST")) {
            return "* LIST () \"/\" INBOX\r\n";
        }
        if (command.startsWith("SELECT")) {
            return "* FLAGS (\\Seen)\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 8] x\r\n";
        }
        if (command.contains("RFC822.SIZE")) {
            return "* 1 FETCH (UID 7 FLAGS () RFC822.SIZE " + mail.length() + ")\r\n";
        }
        if (command.contains("BODY")) {
            return "* 1 FETCH (UID 7 BODY[]<0> {" + mail.length() + "}\r\n" + mail + ")\r\n";
        }
        return "";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
