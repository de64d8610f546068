/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.Optional;

/**
 * The zone's own state at a time.
 *
 * @param serial of the SOA, unsigned 32 bits
 * @param https there are HTTPS records with it; empty: there are none
 */
record ZoneVersion(long serial, SigningSet keys, Optional<HttpsEntry> https) {
    ZoneVersion withSerial(long other) {
        return new ZoneVersion(other, keys, https);
    }
}
