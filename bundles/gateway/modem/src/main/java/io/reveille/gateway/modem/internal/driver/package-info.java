/* SPDX-License-Identifier: EPL-2.0 */
/** Drives a modem: sets it up, takes messages out of it, sends messages, asks for its status. */
@NullMarked
package io.reveille.gateway.modem.internal.driver;

import org.jspecify.annotations.NullMarked;
