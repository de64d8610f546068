/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client's answer to a challenge by Digest (RFC 7616 section 3.4) for a CONNECT request. */
final class DigestAnswer {
    private DigestAnswer() {}

    /** The value of the field. */
    static String to(String challenge, String name, String password, String uri) throws Exception {
        String realm = find("realm=\"([^\"]+)\"", challenge);
        String nonce = find("nonce=\"([^\"]+)\"", challenge);
        String response =
                sha256(
                        sha256(name + ":" + realm + ":" + password)
                                + ":"
                                + nonce
                                + ":00000001:abc:auth:"
                                + sha256("CONNECT:" + uri));
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=SHA-256, response=\"%s\", qop=auth, nc=00000001, cnonce=\"abc\""
                .formatted(name, realm, nonce, uri, response);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
