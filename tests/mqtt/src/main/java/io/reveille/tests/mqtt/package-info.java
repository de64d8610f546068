/* SPDX-License-Identifier: EPL-2.0 */
/** A real MQTT broker for tests. */
@NullMarked
package io.reveille.tests.mqtt;

import org.jspecify.annotations.NullMarked;
