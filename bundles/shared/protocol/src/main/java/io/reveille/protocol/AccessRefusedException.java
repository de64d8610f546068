/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/** An access request was refused. Cheap to throw: it carries a reason and no stack. */
public final class AccessRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final String detail;

    /** A refusal that its reason says all about. */
    public AccessRefusedException(RefusalReason reason) {
        this(reason, "");
    }

    /** A refusal with more for the audit log; nothing secret. */
    public AccessRefusedException(RefusalReason reason, String detail) {
        super(
                detail.isEmpty() ? reason.description() : reason.description() + ": " + detail,
                null,
                false,
                false);
        this.reason = reason;
        this.detail = detail;
    }

    /** Why. */
    public RefusalReason reason() {
        return reason;
    }

    /** What else there is to say, or nothing. */
    public String detail() {
        return detail;
    }
}
