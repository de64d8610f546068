/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

/** How a message fares. */
enum Fate {
    /** Not ended: it waits, because its recipient is absent or did not accept it. */
    DELAYED,
    DELIVERED,
    EXPIRED,
    /** Its sender has cancelled it. */
    DELETED
}
