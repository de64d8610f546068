/* SPDX-License-Identifier: EPL-2.0 */
/** TLS on one port for all services: told apart by the name in the ClientHello. */
@NullMarked
package io.reveille.server.proxy.internal.sni;

import org.jspecify.annotations.NullMarked;
