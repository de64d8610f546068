/* SPDX-License-Identifier: EPL-2.0 */
/** The control protocol of an emulated modem: faults on demand, a line each. */
@NullMarked
package io.reveille.emulator.internal.control;

import org.jspecify.annotations.NullMarked;
