/* SPDX-License-Identifier: EPL-2.0 */
/** The SMS centre: what it holds, SMPP, and the link to emulated modems. */
@NullMarked
package io.reveille.emulator.internal.centre;

import org.jspecify.annotations.NullMarked;
