/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.sms.OctetString;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmsCentreTlsTest {
    private static final SmppAccount ACCOUNT = SmppAccount.of("reveille", "s3cret");
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir static Path directory;
    private static KeyStore store;
    private static Path pem;

    @BeforeAll
    static void makeACertificate() throws Exception {
        Path file = directory.resolve("centre.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "centre",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(STORE_PASSWORD),
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD);
        }
        Key key = store.getKey("centre", STORE_PASSWORD);
        pem =
                Files.writeString(
                        directory.resolve("centre.pem"),
                        block("PRIVATE KEY", key.getEncoded())
                                + block(
                                        "CERTIFICATE",
                                        store.getCertificate("centre").getEncoded()));
    }

    @Test
    void a_client_binds_and_submits_by_tls() throws Exception {
        try (SmsCentre centre = SmsCentre.start(options());
                SmppClient client =
                        new SmppClient(
                                new SMPPSession(
                                        (host, port) ->
                                                new SocketConnection(
                                                        trusting()
                                                                .getSocketFactory()
                                                                .createSocket(host, port))),
                                centre.smpp(),
                                ACCOUNT.systemId(),
                                "s3cret")) {
            String id =
                    client.submitBinary(
                            "4915112345678", OctetString.fromHex("0605043E803E81D1"), 0, "");

            assertThat(id).isNotEmpty();
            assertThat(centre.waiting()).isEqualTo(1);
        }
    }

    @Test
    void a_client_in_clear_is_hung_up_on() throws Exception {
        try (SmsCentre centre = SmsCentre.start(options());
                Socket clear = new Socket(centre.smpp().getAddress(), centre.smpp().getPort())) {
            clear.setSoTimeout(20_000);
            // enquire_link
            clear.getOutputStream()
                    .write(OctetString.fromHex("00000010000000150000000000000001").toArray());

            byte[] answer = clear.getInputStream().readAllBytes();

            assertThat(answer).as("at most an alert of TLS").hasSizeLessThan(16);
        }
    }

    @Test
    void a_file_without_a_key_is_refused_with_what_is_needed() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("no-key.pem"),
                        block("CERTIFICATE", store.getCertificate("centre").getEncoded()));

        assertThatThrownBy(() -> SmppTls.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one private key");
    }

    private static SmsCentreOptions options() throws IOException {
        return SmsCentreOptions.of(ACCOUNT).withPorts(0, 0).withTls(SmppTls.load(pem));
    }

    private static SSLContext trusting() throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("centre", store.getCertificate("centre"));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String block(String what, byte[] der) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
    }
}
