/* SPDX-License-Identifier: EPL-2.0 */
/** The radio link between emulated modems and the SMS centre: its lines and the modem's end. */
@NullMarked
package io.reveille.emulator.internal.radio;

import org.jspecify.annotations.NullMarked;
