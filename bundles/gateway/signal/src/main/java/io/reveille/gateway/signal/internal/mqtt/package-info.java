/* SPDX-License-Identifier: EPL-2.0 */
/** What is an access request among what a broker delivers, and its way to the listener. */
@NullMarked
package io.reveille.gateway.signal.internal.mqtt;

import org.jspecify.annotations.NullMarked;
