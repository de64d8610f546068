/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The zone as people look after it: how it is served and signed, and its keys. The name server
 * publishes it as an OSGi service. What was changed is on disk on return.
 */
@ConsumerType
public interface ZoneDesk {
    /** How things are. */
    Report report();

    /**
     * Announces another key; or lets the announced one take over, if there is one.
     *
     * @param now take over although resolvers may have kept the keys from before it was announced
     * @return what was done and what to do next, for people
     * @throws IllegalStateException if it is too early, or the zone is not signed
     */
    String roll(boolean now);

    /**
     * Takes a key that was replaced out of the zone, and destroys it.
     *
     * @param tag the key's (RFC 4034, appendix B)
     * @param now although resolvers may have kept what it signed
     * @return what was done, for people
     * @throws NoSuchElementException if there is no such key
     * @throws IllegalStateException if it is still in use, or it is too early
     */
    String retire(int tag, boolean now);

    /**
     * How the zone is.
     *
     * @param signed whether answers are signed (DNSSEC)
     * @param serial of the SOA
     * @param listens where the name server really listens
     * @param nameServers the names in the zone's NS records, without the final dot
     * @param secondaries who is told of changes, as {@code address:port}
     * @param keys the oldest first
     */
    record Report(
            String zone,
            boolean signed,
            long serial,
            List<InetSocketAddress> listens,
            List<String> nameServers,
            List<String> secondaries,
            List<Key> keys) {
        public Report {
            listens = List.copyOf(listens);
            nameServers = List.copyOf(nameServers);
            secondaries = List.copyOf(secondaries);
            keys = List.copyOf(keys);
        }
    }

    /**
     * One key of the zone.
     *
     * @param state {@code published}, {@code active} or {@code retired}
     * @param since when it came into this state
     * @param next when it may go into the next one; empty for an active key
     * @param dnskey the record, as a zone file has it
     * @param ds the record for the parent (SHA-256), as a zone file has it
     */
    record Key(
            int tag,
            String state,
            Instant since,
            Optional<Instant> next,
            String dnskey,
            String ds) {}
}
