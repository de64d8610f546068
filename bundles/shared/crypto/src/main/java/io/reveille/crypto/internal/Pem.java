/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto.internal;

import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** PEM text (RFC 7468), strict in its labels and bounded in its length. */
public final class Pem {

    /** More than any key or chain of this product needs. */
    public static final int MAXIMUM_CHARACTERS = 32 * 1024;

    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /** One PEM block. */
    public static String encode(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, LINES.encodeToString(der), label);
    }

    /** Every block of a text, at least one, each of which must have this label. */
    public static List<byte[]> decodeAll(String label, String text) throws KeyMaterialException {
        if (text.length() > MAXIMUM_CHARACTERS) {
            throw new KeyMaterialException(
                    "more than " + MAXIMUM_CHARACTERS + " characters of PEM");
        }
        List<byte[]> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject();
                    block != null;
                    block = reader.readPemObject()) {
                if (!block.getType().equals(label)) {
                    throw new KeyMaterialException("a PEM block that is not labelled " + label);
                }
                blocks.add(block.getContent());
            }
        } catch (IOException | RuntimeException malformed) {
            throw new KeyMaterialException("malformed PEM", malformed);
        }
        if (blocks.isEmpty()) {
            throw new KeyMaterialException("no PEM block labelled " + label);
        }
        return blocks;
    }

    /** The one block of a text. */
    public static byte[] decode(String label, String text) throws KeyMaterialException {
        List<byte[]> blocks = decodeAll(label, text);
        if (blocks.size() != 1) {
            throw new KeyMaterialException(blocks.size() + " PEM blocks where one is expected");
        }
        return blocks.get(0);
    }

    /** The text of a PEM file. */
    public static String read(Path file) throws IOException {
        return new String(PrivateFile.read(file, MAXIMUM_CHARACTERS), StandardCharsets.ISO_8859_1);
    }

    /** Writes a PEM file for its owner alone. */
    public static void write(Path file, String text) throws IOException {
        PrivateFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
