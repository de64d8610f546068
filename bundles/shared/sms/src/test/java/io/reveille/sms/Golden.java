/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** Golden octets, written field by field. */
final class Golden {
    private Golden() {}

    /** The hexadecimal digits of the fields, blanks left out. */
    static String hex(String... fields) {
        return String.join("", fields).replace(" ", "");
    }

    static Pdu read(Direction direction, String... fields) throws SmsDecodeException {
        return PduCodec.decodeHex(hex(fields), direction);
    }
}
