/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.sms.SmsSubmit;
import java.util.concurrent.CompletableFuture;

/** Something for the modem's thread to see to. */
sealed interface ModemEvent {

    /** A message was announced. */
    record Announced(Location location) implements ModemEvent {}

    /** A message was shown. */
    record Shown(PduLine pdu) implements ModemEvent {}

    /** Look for messages, or at how the modem is. */
    record Look() implements ModemEvent {}

    /** Send a message. */
    record Send(SmsSubmit message, CompletableFuture<Integer> reference) implements ModemEvent {}

    /** Tell the status. */
    record Ask(CompletableFuture<ModemStatus> status) implements ModemEvent {}
}
