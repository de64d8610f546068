/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.SentSms;
import io.reveille.gateway.modem.SmsFate;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.sms.SmsSubmit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Something for the modem's thread to see to. */
sealed interface ModemEvent {

    /** A message was announced. */
    record Announced(Location location) implements ModemEvent {}

    /** A message was shown. */
    record Shown(PduLine pdu) implements ModemEvent {}

    /** Look for messages, or at how the modem is. */
    record Look() implements ModemEvent {}

    /** The status has changed. */
    record Changed() implements ModemEvent {}

    /** Send a message, and tell someone what becomes of it. */
    record Send(
            SmsSubmit message, Optional<Consumer<SmsFate>> news, CompletableFuture<SentSms> sent)
            implements ModemEvent {}

    /** Tell the status. */
    record Ask(CompletableFuture<ModemStatus> status) implements ModemEvent {}
}
