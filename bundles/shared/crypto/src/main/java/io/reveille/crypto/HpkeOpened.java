/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

/**
 * What opening gave.
 *
 * @param plaintext as it was sealed
 * @param exporter gives the secrets that come with this message
 */
public record HpkeOpened(Secret plaintext, HpkeExporter exporter) {}
