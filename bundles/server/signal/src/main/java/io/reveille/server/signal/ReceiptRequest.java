/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

/** Which delivery receipts a service centre is asked for (SMPP 3.4, 5.2.17). */
public enum ReceiptRequest {
    NONE(0),
    /** On success and on failure. */
    ALL(1),
    FAILURES(2);

    private final int code;

    ReceiptRequest(int code) {
        this.code = code;
    }

    /** The registered_delivery bits. */
    public int code() {
        return code;
    }
}
