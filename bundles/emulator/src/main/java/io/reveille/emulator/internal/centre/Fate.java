/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

/** How a message ended. */
enum Fate {
    DELIVERED,
    EXPIRED
}
