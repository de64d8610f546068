/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP answer to an HTTP/1.0 request (RFC 1945 section 6), read within bounds.
 *
 * @param status the status code, 100 to 599
 * @param body its body as UTF-8
 */
record HttpAnswer(int status, String body) {
    static final int MAX_HEAD = 8 * 1024;
    static final int MAX_BODY = 64 * 1024;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final Pattern LENGTH = Pattern.compile("content-length:\\s*([0-9]{1,9})\\s*");

    /**
     * Reads one answer.
     *
     * @throws ProtocolException when it is no such answer, or is larger than the bounds
     * @throws IOException when reading fails
     */
    static HttpAnswer read(InputStream in) throws IOException {
        Matcher status = STATUS.matcher(line(in, MAX_HEAD));
        if (!status.matches()) {
            throw new ProtocolException("it does not begin with an HTTP status");
        }
        int left = MAX_HEAD;
        int length = -1;
        for (String header = line(in, left); !header.isEmpty(); header = line(in, left)) {
            left -= header.length() + 2;
            String name = header.toLowerCase(Locale.ROOT);
            Matcher value = LENGTH.matcher(name);
            if (value.matches()) {
                length = Integer.parseInt(value.group(1));
            } else if (name.startsWith("transfer-encoding:")) {
                throw new ProtocolException("its transfer encoding was not asked for");
            }
        }
        if (length > MAX_BODY) {
            throw new ProtocolException("its body has more than " + MAX_BODY + " octets");
        }
        byte[] body = in.readNBytes(length < 0 ? MAX_BODY + 1 : length);
        if (body.length > MAX_BODY) {
            throw new ProtocolException("its body has more than " + MAX_BODY + " octets");
        }
        if (body.length < length) {
            throw new IOException("the answer broke off");
        }
        return new HttpAnswer(
                Integer.parseInt(status.group(1)), new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in, int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the answer broke off");
            }
            if (line.size() >= most) {
                throw new ProtocolException("its head has more than " + MAX_HEAD + " octets");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
