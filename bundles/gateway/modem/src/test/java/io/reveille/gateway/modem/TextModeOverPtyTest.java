/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same by jSerialComm on a real pseudo-terminal. */
@EnabledOnOs(OS.LINUX)
class TextModeOverPtyTest extends TextModeContract {
    @TempDir Path directory;

    @Override
    String line() {
        return "pty:" + directory.resolve("modem");
    }
}
