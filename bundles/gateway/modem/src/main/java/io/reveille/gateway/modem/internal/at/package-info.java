/* SPDX-License-Identifier: EPL-2.0 */
/**
 * The AT dialogue with a modem, without input or output of its own: octets → {@link
 * io.reveille.gateway.modem.internal.at.AtFramer} → frames → {@link
 * io.reveille.gateway.modem.internal.at.AtDialogue} → answers and unsolicited lines.
 */
@NullMarked
package io.reveille.gateway.modem.internal.at;

import org.jspecify.annotations.NullMarked;
