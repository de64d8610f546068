/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where the counter of access requests counts: one sender key, one recipient key and one recipient.
 * It goes by the keys themselves rather than their numbers, so new keys begin a new series even
 * when their numbers return.
 *
 * @param id 16 octets
 */
public record CounterSeries(Octets id) {

    /** How many octets the name of a series has. */
    public static final int LENGTH = 16;

    /**
     * @throws IllegalArgumentException when there are not 16 octets
     */
    public CounterSeries {
        Ranges.check("octets of a counter series", id.length(), LENGTH, LENGTH);
    }

    /** The series of these two keys and this recipient. */
    public static CounterSeries of(
            SealingPublicKey sender, SealingPublicKey gateway, Recipient recipient) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(sender.octets().toArray());
            digest.update(gateway.octets().toArray());
            digest.update((byte) (recipient instanceof Msisdn ? 0 : 1));
            digest.update(recipient.canonical().toArray());
            return new CounterSeries(Octets.of(digest.digest(), 0, LENGTH));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
