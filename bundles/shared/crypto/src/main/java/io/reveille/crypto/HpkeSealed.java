/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

/**
 * What sealing gave.
 *
 * @param enc the encapsulated key, 32 octets, to be sent with the ciphertext
 * @param ciphertext as long as the plaintext and {@link SealingCipher#TAG_LENGTH} more
 * @param exporter gives the secrets that come with this message
 */
public record HpkeSealed(Octets enc, Octets ciphertext, HpkeExporter exporter) {}
