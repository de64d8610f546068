/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.io.IOException;

/** A route has refused a message before anything of it left this machine: it has cost nothing. */
public final class UnsentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private UnsentException(String reason, boolean lasting) {
        super(reason);
        this.lasting = lasting;
    }

    /**
     * It may be taken later.
     *
     * @param reason for people
     */
    public static UnsentException passing(String reason) {
        return new UnsentException(reason, false);
    }

    /**
     * The same one would be refused again.
     *
     * @param reason for people
     */
    public static UnsentException lasting(String reason) {
        return new UnsentException(reason, true);
    }

    /** Whether the same message would be refused again. */
    public boolean isLasting() {
        return lasting;
    }
}
