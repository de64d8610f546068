/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people do with the fleet's keys. Messages of exceptions are for people; every change is on
 * disk on return.
 */
@ProviderType
public interface KeyOffice {
    /** How things are. */
    Report report();

    /**
     * Why an active gateway can't be woken by its keys any more, so that it has to enrol anew;
     * nothing if it can, as far as the server knows.
     */
    Optional<String> stranded(String gatewayId);

    /**
     * Replaces the key that seals access requests by the one that was announced as next, and
     * announces another.
     *
     * @return what was done, for people
     * @throws IllegalStateException if the next key has not been in a published list yet
     */
    String rotateSender();

    /**
     * Announces another certificate authority, or lets the announced one take over.
     *
     * @param leaveBehind take over although gateways that have not heard of it are lost by it
     * @return what was done, for people
     * @throws IllegalStateException if gateways would be lost
     */
    String rotateCa(boolean leaveBehind);

    /**
     * Has the next key list name the lowest suite of access requests that gateways take.
     *
     * @param suite 0x01 for all, 0x11 for those with a pre-shared key alone
     * @param leaveBehind raise it although active gateways have no pre-shared key yet; such a
     *     gateway goes on taking suite 01 until it has one
     * @return what was done, for people
     * @throws IllegalArgumentException if it is neither of these
     * @throws IllegalStateException if gateways would be left behind
     */
    String lowestSuite(int suite, boolean leaveBehind);

    /**
     * Gives the server a new TLS key and certificate.
     *
     * @return what was done, for people
     */
    String rotateServer();

    /**
     * Has gateways renew something in their next tunnel.
     *
     * @param gatewayId one, or all active ones if empty
     * @return how many
     */
    int order(KeyTask task, Optional<String> gatewayId);

    /**
     * Shuts a sender key out: the server never seals with it again, and the next list tells the
     * gateways. If it was the current one, the next takes its place.
     *
     * @return what was done, for people
     * @throws java.util.NoSuchElementException if there is no such key
     */
    String revokeSender(int id);

    /**
     * The list that is to be signed next, without a signature.
     *
     * @throws IllegalStateException if the published one says the same
     */
    Octets unsignedList();

    /**
     * Publishes a signed list.
     *
     * @throws IllegalArgumentException if it is not the root key's, not newer, or names keys that
     *     are not this fleet's
     */
    void publish(Octets signedList);

    /**
     * Hands the root over: publishes a last list that names the new root key, and destroys the
     * server's own root key. Later lists are signed by the new one.
     *
     * @param publicKey Ed25519, 32 octets
     * @throws IllegalStateException if the server does not have the root key
     */
    String handOverRoot(Octets publicKey);

    /**
     * How things are.
     *
     * @param lowestSuite the lowest suite that the next list names
     * @param rootOnline whether the server itself has the root key and signs lists by itself
     * @param listNeeded whether something changed since the last list
     * @param behind active gateways that have not the newest list
     */
    record Report(
            Octets rootFingerprint,
            boolean rootOnline,
            long listVersion,
            Instant listIssuedAt,
            boolean listNeeded,
            int behind,
            int lowestSuite,
            List<Key> keys,
            String storage) {
        public Report {
            keys = List.copyOf(keys);
        }
    }

    /**
     * One key of the fleet.
     *
     * @param kind {@code sender}, {@code ca} or {@code server}
     * @param state {@code next}, {@code current}, {@code old} or {@code revoked}
     * @param announced the first list that had it
     * @param fingerprint SHA-256
     */
    record Key(
            String kind,
            int id,
            String state,
            Optional<Long> announced,
            Instant since,
            Octets fingerprint) {}
}
