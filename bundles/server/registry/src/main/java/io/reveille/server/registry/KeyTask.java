/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** What a gateway is to do about its keys in its next tunnel. */
public enum KeyTask {
    /** Ask for a certificate for a new TLS key. */
    CERTIFICATE,
    /** Make a new sealing key. */
    SEALING_KEY,
    /** Agree on a new pre-shared key. */
    PSK
}
