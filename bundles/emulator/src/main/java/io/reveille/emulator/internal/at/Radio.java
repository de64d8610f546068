/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.SmsSubmit;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** What the modem sees of the network. */
public interface Radio {

    /** Whether the modem is registered. */
    boolean isRegistered();

    /** Takes a message to the centre; gives the failure cause (TP-FCS) if it does not accept it. */
    CompletionStage<OptionalInt> submit(SmsSubmit message);

    /** Tells the centre that there is room for messages again. */
    void memoryAvailable();

    /** Puts the modem out of reach, or back. */
    void coverage(boolean covered);
}
