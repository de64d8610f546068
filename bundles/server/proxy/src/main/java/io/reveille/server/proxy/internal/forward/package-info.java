/* SPDX-License-Identifier: EPL-2.0 */
/** Clients that ask for a forward connection by name: HTTP CONNECT and SOCKS5. */
@NullMarked
package io.reveille.server.proxy.internal.forward;

import org.jspecify.annotations.NullMarked;
