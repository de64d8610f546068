/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Address;
import io.reveille.sms.Alphabet;
import io.reveille.sms.Concatenation;
import io.reveille.sms.SmsDeliver;

/** What the parts of one message have in common. */
public record MessageKey(
        Address originator, Alphabet alphabet, int reference, boolean wide, int total) {

    public static MessageKey of(SmsDeliver part, Concatenation which) {
        return new MessageKey(
                part.originator(),
                part.userData().alphabet(),
                which.reference(),
                which.wide(),
                which.total());
    }
}
