/* SPDX-License-Identifier: EPL-2.0 */
/** Octets in, octets out: header checks, the zone's answers, and the sockets around them. */
@NullMarked
package io.reveille.server.dns.internal;

import org.jspecify.annotations.NullMarked;
