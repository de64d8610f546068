/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Optional;

/** A language with 7 bit tables of its own (TS 23.038, 6.2.1.2.4). */
public enum NationalLanguage {
    TURKISH(1),
    /** Has a single shift table only. */
    SPANISH(2),
    PORTUGUESE(3),
    BENGALI(4),
    GUJARATI(5),
    HINDI(6),
    KANNADA(7),
    MALAYALAM(8),
    ORIYA(9),
    PUNJABI(10),
    TAMIL(11),
    TELUGU(12),
    URDU(13);

    private static final NationalLanguage[] ALL = values();

    private final int code;

    NationalLanguage(int code) {
        this.code = code;
    }

    /** The national language identifier, 1 to 13. */
    public int code() {
        return code;
    }

    /** The language with an identifier; none where the identifier is reserved. */
    public static Optional<NationalLanguage> of(int code) {
        return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
    }

    /** Whether there is a locking shift table, which replaces the default alphabet. */
    public boolean hasLockingShift() {
        return this != SPANISH;
    }

    /** The header element that selects the language's single shift table. */
    public InformationElement singleShift() {
        return InformationElement.of(InformationElement.SINGLE_SHIFT, code);
    }

    /**
     * The header element that selects the language's locking shift table.
     *
     * @throws IllegalStateException when it has none
     */
    public InformationElement lockingShift() {
        if (!hasLockingShift()) {
            throw new IllegalStateException(this + " has no locking shift table");
        }
        return InformationElement.of(InformationElement.LOCKING_SHIFT, code);
    }
}
