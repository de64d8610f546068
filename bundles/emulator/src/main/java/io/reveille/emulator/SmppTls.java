/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What an SMS centre shows to clients that connect by TLS. The key is never shown. */
public final class SmppTls {
    private static final int LARGEST = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private final SSLContext context;

    private SmppTls(SSLContext context) {
        this.context = context;
    }

    /** A context with a key in it. */
    public static SmppTls of(SSLContext context) {
        return new SmppTls(context);
    }

    /**
     * Reads a PEM file with a private key (PKCS#8, not encrypted) and its certificate chain, the
     * key's own certificate first.
     *
     * @throws IOException when it can't be read or has something else in it; the message says what
     */
    public static SmppTls load(Path pem) throws IOException {
        if (Files.size(pem) > LARGEST) {
            throw new IOException(pem + " is too large for a key and its certificates");
        }
        List<PrivateKey> keys = new ArrayList<>();
        List<Certificate> chain = new ArrayList<>();
        try {
            Matcher block = BLOCK.matcher(Files.readString(pem, StandardCharsets.ISO_8859_1));
            while (block.find()) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                switch (block.group(1)) {
                    case "PRIVATE KEY" -> keys.add(key(der));
                    case "CERTIFICATE" ->
                            chain.add(
                                    CertificateFactory.getInstance("X.509")
                                            .generateCertificate(new ByteArrayInputStream(der)));
                    default ->
                            throw new IOException(
                                    pem
                                            + " has a "
                                            + block.group(1)
                                            + "; a PKCS#8 key is needed,"
                                            + " as 'openssl pkcs8 -topk8 -nodes' makes it");
                }
            }
            if (keys.size() != 1 || chain.isEmpty()) {
                throw new IOException(
                        pem + " is to have one private key and its certificates, in PEM");
            }
            return new SmppTls(context(keys.get(0), chain));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(pem + " has no usable key and certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // then it is of another kind
            }
        }
        throw new InvalidKeySpecException("the key is neither RSA, EC nor Ed25519");
    }

    private static SSLContext context(PrivateKey key, List<Certificate> chain)
            throws GeneralSecurityException, IOException {
        char[] none = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, none);
        store.setKeyEntry("smpp", key, none, chain.toArray(new Certificate[0]));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A server socket for TLS, bound to no port yet. */
    public ServerSocket listen() throws IOException {
        return context.getServerSocketFactory().createServerSocket();
    }
}
