/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.cli.Main;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.crypto.StorageKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.KeyList.Sender;
import io.reveille.protocol.KeyList.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done where there is neither network nor server. */
class OfflineKeysTest {
    @TempDir Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FleetCa ca = FleetCa.create("fleet", Instant.now());
    private final SealingKeyPair first = SealingKeyPair.generate();
    private final SealingKeyPair second = SealingKeyPair.generate();
    private Path root;
    private Path passphrase;

    @BeforeEach
    void write_a_passphrase() throws Exception {
        root = directory.resolve("root");
        passphrase = directory.resolve("passphrase");
        Files.writeString(passphrase, "four quite random words\n");
    }

    @Test
    void makes_a_root_key_once_and_says_what_to_do_with_it() throws Exception {
        assertThat(rootInit()).isZero();

        Octets key = RootKey.loadPublic(root.resolve("root.pub"));
        assertThat(out.toString())
                .contains(RootKey.fingerprint(key).toString())
                .contains("reveille keys root-use");
        assertThat(rootInit()).isEqualTo(1);
        assertThat(err.toString()).contains("is there already");
    }

    @Test
    void refuses_a_passphrase_that_is_too_short() throws Exception {
        Files.writeString(passphrase, "short\n");

        assertThat(rootInit()).isEqualTo(1);
        assertThat(err.toString()).contains("shorter than 12 characters");
    }

    @Test
    void a_storage_key_gets_another_passphrase_and_stays_the_same_key() throws Exception {
        Path file = directory.resolve("storage.key");
        Path next = directory.resolve("next");
        Files.writeString(next, "five words that nobody knows\n");
        StorageKey key = StorageKey.generate();
        key.store(file, Optional.empty());

        assertThat(run("keys", "passphrase", "" + file, "--new-passphrase-file", "" + passphrase))
                .isZero();
        assertThat(
                        run(
                                "keys",
                                "passphrase",
                                "" + file,
                                "--passphrase-file",
                                "" + passphrase,
                                "--new-passphrase-file",
                                "" + next))
                .isZero();

        assertThat(out.toString()).contains("keys.passphrase.file").doesNotContain("nobody");
        Secret words =
                Secret.of("five words that nobody knows".getBytes(StandardCharsets.US_ASCII));
        assertThat(StorageKey.load(file, Optional.of(words)).passphrase())
                .isEqualTo(key.passphrase());
        assertThat(
                        run(
                                "keys",
                                "passphrase",
                                "" + file,
                                "--none",
                                "--passphrase-file",
                                "" + passphrase))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the passphrase is as before");
    }

    @Test
    void shows_what_a_list_changes_and_signs_it() throws Exception {
        // given a root key that has signed a list
        rootInit();
        Octets key = RootKey.loadPublic(root.resolve("root.pub"));
        assertThat(sign(list(3, key, sender(1, first, State.CURRENT)))).isZero();
        assertThat(out.toString())
                .contains("No list was signed here before")
                .contains("new: sender key 1")
                .contains("new: certificate authority");

        // when the next list revokes one key for another
        out.getBuffer().setLength(0);
        int exit =
                sign(
                        list(
                                4,
                                key,
                                sender(1, first, State.REVOKED),
                                sender(2, second, State.CURRENT)));

        // then that is what it says, and the signature is the root's
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("Against list 3")
                .contains("changed: sender key 1")
                .contains("is REVOKED, before seals access requests")
                .contains("new: sender key 2")
                .doesNotContain("certificate authority");
        assertThat(KeyListFile.signed(directory.resolve("list.signed")).isSignedBy(key)).isTrue();

        // and an older list is not signed again
        assertThat(sign(list(3, key, sender(1, first, State.CURRENT)))).isEqualTo(1);
        assertThat(err.toString()).contains("not newer than list 4");
    }

    @Test
    void signs_no_list_of_another_root_and_nothing_that_is_no_list() throws Exception {
        rootInit();
        Octets other = RootKey.generate().publicKey();

        assertThat(sign(list(1, other, sender(1, first, State.CURRENT)))).isEqualTo(1);
        assertThat(err.toString()).contains("is to be signed by the root key");
        Files.writeString(directory.resolve("list"), "AAAA");
        assertThat(run("keys", "sign", directory.resolve("list").toString(), "--root", "" + root))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is not what 'reveille keys list-export' wrote");
    }

    @Test
    void asks_for_confirmation_where_there_is_someone_to_ask() throws Exception {
        rootInit();
        Octets key = RootKey.loadPublic(root.resolve("root.pub"));
        KeyListFile.write(
                directory.resolve("list"), list(1, key, sender(1, first, State.CURRENT)).encode());

        assertThat(
                        run(
                                "keys",
                                "sign",
                                directory.resolve("list").toString(),
                                "--root",
                                root.toString(),
                                "--passphrase-file",
                                passphrase.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("give --yes");
    }

    private int rootInit() {
        return run(
                "keys",
                "root-init",
                "--dir",
                root.toString(),
                "--passphrase-file",
                "" + passphrase);
    }

    private int sign(KeyList list) {
        Path file = directory.resolve("list");
        KeyListFile.write(file, list.encode());
        return run(
                "keys",
                "sign",
                file.toString(),
                "--root",
                root.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--yes");
    }

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static Sender sender(int id, SealingKeyPair pair, State state) {
        return new Sender(id, pair.publicKey(), state);
    }

    private KeyList list(long version, Octets rootKey, Sender... senders) {
        return new KeyList(
                version,
                Instant.now(),
                rootKey,
                Optional.empty(),
                List.of(senders),
                List.of(ca.certificate()),
                List.of("proxy.fleet.test"),
                List.of(),
                1,
                1,
                List.of());
    }
}
