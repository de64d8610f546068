/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * A message waiting indication carried by the data coding scheme (TS 23.038, 4).
 *
 * @param kind what is waiting
 * @param active whether the indication is to be set, else cleared
 * @param store whether the message itself is to be kept
 */
public record MessageWaiting(Kind kind, boolean active, boolean store) {
    /** What is waiting, in order of the codes. */
    public enum Kind {
        VOICEMAIL,
        FAX,
        EMAIL,
        OTHER
    }
}
