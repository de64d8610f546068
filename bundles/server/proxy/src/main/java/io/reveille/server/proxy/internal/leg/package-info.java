/* SPDX-License-Identifier: EPL-2.0 */
/** Connections to services that begin in this process, for protocols that carry several in one. */
@NullMarked
package io.reveille.server.proxy.internal.leg;

import org.jspecify.annotations.NullMarked;
