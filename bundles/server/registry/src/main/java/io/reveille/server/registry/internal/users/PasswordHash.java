/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) of a password as text in the PHC form, such as {@code
 * $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. Each costs 19 MiB for as long as it takes.
 */
final class PasswordHash {
    static final int MEMORY_KIB = 19 * 1024;
    static final int PASSES = 2;
    private static final int SALT = 16;
    private static final int LENGTH = 32;
    private static final int MAX_MEMORY_KIB = 64 * 1024;
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]{1,86})\\$([A-Za-z0-9+/]{1,86})");

    private final int memoryKib;
    private final int passes;
    private final byte[] salt;
    private final Secret hash;

    private PasswordHash(int memoryKib, int passes, byte[] salt, Secret hash) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.salt = salt;
        this.hash = hash;
    }

    /** Of a new password, with a new salt. */
    static PasswordHash of(Secret password) {
        byte[] salt = Secret.random(SALT).copy();
        return new PasswordHash(
                MEMORY_KIB, PASSES, salt, derive(password, MEMORY_KIB, PASSES, salt, LENGTH));
    }

    /** That of no password: comparing takes as long as with any other. */
    static PasswordHash none() {
        return new PasswordHash(
                MEMORY_KIB, PASSES, Secret.random(SALT).copy(), Secret.random(LENGTH));
    }

    /**
     * @throws IllegalArgumentException if it is not what {@link #text} writes
     */
    static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException("not an Argon2id string");
        }
        return new PasswordHash(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Base64.getDecoder().decode(form.group(3)),
                Secret.of(Base64.getDecoder().decode(form.group(4))));
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(
                        memoryKib,
                        passes,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash.copy()));
    }

    boolean isOf(Secret password) {
        return hash.equals(derive(password, memoryKib, passes, salt, hash.length()));
    }

    private static Secret derive(
            Secret password, int memoryKib, int passes, byte[] salt, int length) {
        byte[] octets = password.copy();
        byte[] derived = new byte[length];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memoryKib)
                            .withIterations(passes)
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

    /** The parameters alone. */
    @Override
    public String toString() {
        return "PasswordHash[Argon2id m=%d t=%d]".formatted(memoryKib, passes);
    }
}
