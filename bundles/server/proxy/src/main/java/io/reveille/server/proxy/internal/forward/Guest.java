/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.EntryName;
import java.util.function.Predicate;

/**
 * A client at the door.
 *
 * @param manner by what it is known; what it said in its request is meant for the gateway unless it
 *     was let in by that
 * @param mayReach where it may go
 */
record Guest(Caller caller, Manner manner, Predicate<EntryName> mayReach) {

    /** By what it is known. */
    enum Manner {
        /** Nothing at all: it goes where its address may go for a while. */
        STRANGER,
        /** The address, from which all are trusted. */
        ADDRESS,
        /** The certificate that it has shown. */
        CERTIFICATE,
        /** What it said in its request. */
        CREDENTIALS
    }

    boolean isStranger() {
        return manner == Manner.STRANGER;
    }

    boolean byCredentials() {
        return manner == Manner.CREDENTIALS;
    }
}
