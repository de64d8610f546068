/* SPDX-License-Identifier: EPL-2.0 */
/** Lines to a modem: TCP and serial ports. */
@NullMarked
package io.reveille.gateway.modem.internal.serial;

import org.jspecify.annotations.NullMarked;
