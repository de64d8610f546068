/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

/**
 * The zone's own state at a time.
 *
 * @param serial of the SOA, unsigned 32 bits
 */
record ZoneVersion(long serial, SigningSet keys) {}
