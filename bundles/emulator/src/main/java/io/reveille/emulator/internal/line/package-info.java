/* SPDX-License-Identifier: EPL-2.0 */
/** Lines that an emulated modem can be reached by: pseudo-terminals and TCP ports. */
@NullMarked
package io.reveille.emulator.internal.line;

import org.jspecify.annotations.NullMarked;
