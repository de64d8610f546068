/* SPDX-License-Identifier: EPL-2.0 */
/** HTTP/1.1 messages read strictly (RFC 9112), without any connection. */
@NullMarked
package io.reveille.server.proxy.internal.http;

import org.jspecify.annotations.NullMarked;
