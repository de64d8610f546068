/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.gateway.signal.internal.modemmanager;

import org.jspecify.annotations.NullMarked;
