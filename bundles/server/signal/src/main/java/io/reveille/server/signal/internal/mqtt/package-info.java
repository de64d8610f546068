/* SPDX-License-Identifier: EPL-2.0 */
/** What a broker tells of the gateways. */
@NullMarked
package io.reveille.server.signal.internal.mqtt;

import org.jspecify.annotations.NullMarked;
