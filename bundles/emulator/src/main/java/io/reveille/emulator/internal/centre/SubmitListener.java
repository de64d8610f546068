/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.util.ArrayList;
import java.util.List;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.UnsuccessDelivery;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * Takes submit_sm, submit_multi, data_sm, query_sm and cancel_sm (SMPP 3.4 sections 4.4 to 4.9);
 * every other operation is one that this centre does not have.
 */
final class SubmitListener implements ServerMessageReceiverListener {
    private static final OptionalParameter[] NONE = {};

    private final Submissions submissions;

    SubmitListener(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        String id = submissions.newId();
        submissions.submit(id, sm);
        return new SubmitSmResult(messageId(id), NONE);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm sm, Session source) throws ProcessRequestException {
        String id = submissions.newId();
        submissions.submit(id, AsSubmitSm.of(sm));
        return new DataSmResult(messageId(id), NONE);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti sm, SMPPServerSession source)
            throws ProcessRequestException {
        String id = submissions.newId();
        List<UnsuccessDelivery> failures = new ArrayList<>();
        for (DestinationAddress destination : sm.getDestAddresses()) {
            if (!(destination instanceof Address address)) {
                throw new ProcessRequestException(
                        "this centre has no distribution lists", SMPPConstant.STAT_ESME_RINVDLNAME);
            }
            try {
                submissions.submit(id, AsSubmitSm.of(sm, address));
            } catch (ProcessRequestException e) {
                failures.add(new UnsuccessDelivery(address, e.getErrorCode()));
            }
        }
        return new SubmitMultiResult(id, failures.toArray(new UnsuccessDelivery[0]), NONE);
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm sm, SMPPServerSession source)
            throws ProcessRequestException {
        MessageBook.Status status =
                submissions
                        .status(sm.getMessageId(), sm.getSourceAddr())
                        .orElseThrow(
                                () ->
                                        new ProcessRequestException(
                                                "no such message",
                                                SMPPConstant.STAT_ESME_RQUERYFAIL));
        return new QuerySmResult(
                status.ended().map(SmppTime::text).orElse(""),
                Receipts.state(status.fate()),
                (byte) 0);
    }

    @Override
    public void onAcceptCancelSm(CancelSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        boolean all = sm.getMessageId() == null || sm.getMessageId().isEmpty();
        boolean cancelled =
                all
                        ? submissions.cancelAll(sm.getSourceAddr(), sm.getDestinationAddress())
                        : submissions.cancel(sm.getMessageId(), sm.getSourceAddr());
        if (!cancelled) {
            throw new ProcessRequestException(
                    "nothing is on its way", SMPPConstant.STAT_ESME_RCANCELFAIL);
        }
    }

    private static MessageId messageId(String id) throws ProcessRequestException {
        try {
            return new MessageId(id);
        } catch (PDUStringException e) {
            throw new ProcessRequestException(e.getMessage(), SMPPConstant.STAT_ESME_RSYSERR, e);
        }
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException(
                "this centre does not do that", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
            QueryBroadcastSm sm, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }
}
