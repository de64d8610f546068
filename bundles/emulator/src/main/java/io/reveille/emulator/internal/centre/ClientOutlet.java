/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.sms.Address;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to an SMPP client that is bound as receiver or transceiver. */
final class ClientOutlet implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(ClientOutlet.class);

    private final SMPPServerSession session;
    private final Executor executor;

    /** An outlet; deliveries wait for their answers on the executor. */
    ClientOutlet(SMPPServerSession session, Executor executor) {
        this.session = session;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Boolean> deliver(Load load) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> load instanceof Load.ForClient message && isTaken(message), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(false);
        }
    }

    private boolean isTaken(Load.ForClient message) {
        try {
            session.deliverShortMessage(
                    "",
                    type(message.source()),
                    plan(message.source()),
                    message.source().digits(),
                    type(message.destination()),
                    plan(message.destination()),
                    message.destination().digits(),
                    new ESMClass(message.esmClass()),
                    message.protocolId(),
                    (byte) 0,
                    new RegisteredDelivery(0),
                    new RawDataCoding(message.dataCoding()),
                    message.octets().toArray(),
                    parameters(message));
            return true;
        } catch (PDUException
                | ResponseTimeoutException
                | InvalidResponseException
                | NegativeResponseException
                | IOException e) {
            LOG.debug("An SMPP client did not take a message: {}", e.getMessage());
            return false;
        }
    }

    private static OptionalParameter[] parameters(Load.ForClient message) {
        return message.receiptFor().isEmpty()
                ? new OptionalParameter[0]
                : new OptionalParameter[] {
                    new OptionalParameter.Receipted_message_id(message.receiptFor()),
                    new OptionalParameter.Message_state(message.state())
                };
    }

    private static TypeOfNumber type(Address address) {
        return TypeOfNumber.valueOf((byte) Math.min(6, address.typeOfNumber().code()));
    }

    private static NumberingPlanIndicator plan(Address address) {
        try {
            return NumberingPlanIndicator.valueOf((byte) address.numberingPlan().code());
        } catch (IllegalArgumentException e) {
            return NumberingPlanIndicator.UNKNOWN;
        }
    }
}
