/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is kept of a password: Argon2id (RFC 9106) with a salt of its own, as text in the PHC form
 * {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. Checking one takes 19 MiB for as long as it
 * takes, the same for the right password and for a wrong one.
 */
public final class PasswordHash {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT = 16;
    private static final int LENGTH = 32;
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    private final byte[] salt;
    private final Secret hash;

    private PasswordHash(byte[] salt, Secret hash) {
        this.salt = salt;
        this.hash = hash;
    }

    /** Of a password, with a new salt. */
    public static PasswordHash of(Secret password) {
        byte[] salt = Secret.random(SALT).copy();
        return new PasswordHash(salt, derive(password, salt));
    }

    /** Of no password: checking one takes as long as with any other, and it is never right. */
    public static PasswordHash ofNone() {
        return new PasswordHash(Secret.random(SALT).copy(), Secret.random(LENGTH));
    }

    /** Reads what {@link #text} writes; empty if it is anything else. */
    public static Optional<PasswordHash> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(
                    new PasswordHash(
                            base64.decode(form.group(1)), Secret.of(base64.decode(form.group(2)))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As it is kept. */
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m="
                + MEMORY_KIB
                + ",t="
                + PASSES
                + ",p=1$"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(hash.copy());
    }

    /** Whether this is the password; takes the same time either way. */
    public boolean isOf(Secret password) {
        return hash.equals(derive(password, salt));
    }

    private static Secret derive(Secret password, byte[] salt) {
        byte[] octets = password.copy();
        byte[] derived = new byte[LENGTH];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(MEMORY_KIB)
                            .withIterations(PASSES)
                            .withParallelism(1)
                            .withSalt(salt)
                            .build());
            generator.generateBytes(octets, derived);
            return Secret.of(derived);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "PasswordHash[Argon2id]";
    }
}
