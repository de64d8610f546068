/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

/** What lines mean that no standard names. */
public interface LineVocabulary {

    /** Whether a line says that the modem has restarted or is about to. */
    boolean isRestart(String line);

    /**
     * Whether a line without a beginning like {@code +NAME:} is said unasked, such as {@code RING}.
     */
    boolean isNotice(String line);
}
