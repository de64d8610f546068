/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import java.io.IOException;

/** The IKE daemon understood a command and says that it failed. */
public final class CommandFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    CommandFailedException(String command, String reason) {
        super("'" + command + "' failed: " + reason);
    }
}
