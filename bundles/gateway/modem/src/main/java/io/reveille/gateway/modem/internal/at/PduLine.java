/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

/**
 * A message as the modem shows it in PDU mode.
 *
 * @param header the line before it, such as {@code +CMGL: 3,1,,25}
 * @param hex the PDU in hexadecimal, service centre address first
 */
public record PduLine(String header, String hex) {

    /**
     * Whether a line can be a PDU: hexadecimal, whole octets, as long as the shortest TPDU at
     * least.
     */
    static boolean looksLikePdu(String line) {
        return line.length() >= 14 && line.length() % 2 == 0 && line.matches("[0-9A-Fa-f]+");
    }
}
