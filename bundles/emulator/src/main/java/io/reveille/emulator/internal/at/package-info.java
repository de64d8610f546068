/* SPDX-License-Identifier: EPL-2.0 */
/** The emulated modem proper: its commands, storages, settings and faults. */
@NullMarked
package io.reveille.emulator.internal.at;

import org.jspecify.annotations.NullMarked;
