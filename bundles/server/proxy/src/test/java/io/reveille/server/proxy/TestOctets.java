/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Long runs of octets that are known by their hash alone. */
final class TestOctets {

    private static final int BLOCK = 60_000;

    private TestOctets() {}

    /** Writes so many octets and tells their hash. */
    static String write(OutputStream out, long length, long seed) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        new Random(seed).nextBytes(block);
        for (long left = length; left > 0; left -= BLOCK) {
            block[(int) (left % BLOCK)]++;
            int n = (int) Math.min(BLOCK, left);
            digest.update(block, 0, n);
            out.write(block, 0, n);
        }
        out.flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of what {@link #write} would write. */
    static String expected(long length, long seed) throws IOException {
        return write(OutputStream.nullOutputStream(), length, seed);
    }

    /** Reads to the end and tells the hash. */
    static String read(InputStream in) throws IOException {
        return read(in, Long.MAX_VALUE);
    }

    /** Reads so many octets, or to the end, and tells the hash. */
    static String read(InputStream in, long length) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        long left = length;
        while (left > 0) {
            int n = in.read(block, 0, (int) Math.min(BLOCK, left));
            if (n < 0) {
                break;
            }
            digest.update(block, 0, n);
            left -= n;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
