/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/**
 * The zone as a secondary gets it.
 *
 * @param records all but the SOA, with the chain of names and signatures if it is signed
 */
record TransferZone(SOARecord soa, List<Record> records) {
    TransferZone {
        records = List.copyOf(records);
    }
}
