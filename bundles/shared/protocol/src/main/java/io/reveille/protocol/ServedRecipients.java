/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.util.List;

/** Whom a gateway answers for: itself, and the terminals that it serves. */
@FunctionalInterface
public interface ServedRecipients {

    /** How many of the recipients on one channel are tried at most: opening costs once for each. */
    int MAXIMUM = 16;

    /** The names that these have on a channel, the likeliest first. */
    List<Recipient> on(SignalChannel channel);
}
