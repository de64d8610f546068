/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.SignedKeyList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Key lists in files: one line of base64 that may travel by any means. */
final class KeyListFile {
    private static final int MOST = 128 * 1024;

    private KeyListFile() {}

    static KeyList unsigned(Path file) {
        try {
            return KeyList.decode(octets(file));
        } catch (KeyMaterialException e) {
            throw new CommandFailedException(
                    file + " is not what 'reveille keys list-export' wrote: " + e.getMessage(), e);
        }
    }

    static SignedKeyList signed(Path file) {
        try {
            return SignedKeyList.decode(octets(file));
        } catch (KeyMaterialException e) {
            throw new CommandFailedException(
                    file + " is not what 'reveille keys sign' wrote: " + e.getMessage(), e);
        }
    }

    static void write(Path file, Octets octets) {
        try {
            PrivateFile.write(file, (octets.base64() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Octets octets(Path file) {
        try {
            String text =
                    new String(PrivateFile.read(file, MOST), StandardCharsets.US_ASCII).strip();
            return Octets.fromBase64(text);
        } catch (IOException e) {
            throw new CommandFailedException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(file + " is no key list", e);
        }
    }
}
