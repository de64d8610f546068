/* SPDX-License-Identifier: EPL-2.0 */
/** The AT dialogue put on a serial line and a clock: commands that wait for their answer. */
@NullMarked
package io.reveille.gateway.modem.internal.channel;

import org.jspecify.annotations.NullMarked;
