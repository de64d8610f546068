/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

/**
 * A message as the modem shows it.
 *
 * @param header the line before it, such as {@code +CMGL: 3,1,,25}
 * @param body the PDU in hexadecimal, service centre address first; in text mode what follows the
 *     header, its lines parted by LF, one character for each octet
 */
public record PduLine(String header, String body) {

    /**
     * Whether a line can be a PDU: hexadecimal, whole octets, as long as the shortest TPDU at
     * least.
     */
    static boolean looksLikePdu(String line) {
        return line.length() >= 14 && line.length() % 2 == 0 && line.matches("[0-9A-Fa-f]+");
    }

    /** What tells it from another message: not whether it has been read. */
    public String identity() {
        return header.replaceFirst("^[^:]*:[^,]*,", "").contains("\"")
                ? header.replaceFirst("^[^,]*,", "") + "\n" + body
                : body;
    }
}
