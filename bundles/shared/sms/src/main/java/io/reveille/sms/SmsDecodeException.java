/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * The one way in which decoding fails: octets that are no message say where they stop being one.
 *
 * <p>It carries no stack trace, so that hostile octets cost little.
 */
public final class SmsDecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;
    private final String reason;

    /**
     * A failure.
     *
     * @param field path of the field, such as {@code SMS-DELIVER.TP-OA.length}
     * @param offset octets from the start of what was decoded to the offending octet
     * @param reason what is wrong there, in words for people
     */
    public SmsDecodeException(String field, int offset, String reason) {
        super(field + " at octet " + offset + ": " + reason, null, false, false);
        this.field = field;
        this.offset = offset;
        this.reason = reason;
    }

    /** Path of the field that could not be decoded, such as {@code SMS-DELIVER.TP-OA.length}. */
    public String field() {
        return field;
    }

    /** Octets from the start of what was decoded to the offending octet. */
    public int offset() {
        return offset;
    }

    /** What is wrong there, in words for people. */
    public String reason() {
        return reason;
    }
}
