/* SPDX-License-Identifier: EPL-2.0 */
/** One connection to a broker, by Paho. */
@NullMarked
package io.reveille.mqtt.internal;

import org.jspecify.annotations.NullMarked;
