/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
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

/** Takes submit_sm; every other operation is one that this centre does not have. */
final class SubmitListener implements ServerMessageReceiverListener {
    private static final Duration DEFAULT_VALIDITY = Duration.ofDays(1);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(63 * 7L);

    private final Forwarding forwarding;
    private final Recipient sender;
    private final AtomicLong ids;

    /** A listener for a client; message ids are taken from the sequence. */
    SubmitListener(Forwarding forwarding, Recipient sender, AtomicLong ids) {
        this.forwarding = forwarding;
        this.sender = sender;
        this.ids = ids;
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        String id = Long.toString(ids.incrementAndGet());
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        if (!sm.getDestAddress().matches("\\+?[0-9]{3,15}")) {
            throw new ProcessRequestException("no number", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        Parcel parcel =
                new Parcel(
                        Recipient.modem(sm.getDestAddress()),
                        load(sm),
                        System.nanoTime() + validity(sm).toNanos(),
                        fate -> receipt(id, sm, now, fate));
        if (!forwarding.accept(parcel)) {
            throw new ProcessRequestException("full", SMPPConstant.STAT_ESME_RMSGQFUL);
        }
        try {
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new ProcessRequestException(e.getMessage(), SMPPConstant.STAT_ESME_RSYSERR, e);
        }
    }

    private static Load load(SubmitSm sm) throws ProcessRequestException {
        try {
            return new Load.ForModem(FromClient.deliver(sm, FromModem.now()));
        } catch (IllegalArgumentException e) {
            throw new ProcessRequestException(
                    e.getMessage(), SMPPConstant.STAT_ESME_RSUBMITFAIL, e);
        }
    }

    private static Duration validity(SubmitSm sm) throws ProcessRequestException {
        if (sm.getValidityPeriod() == null || sm.getValidityPeriod().isEmpty()) {
            return DEFAULT_VALIDITY;
        }
        try {
            Duration left =
                    SmppTime.until(sm.getValidityPeriod(), OffsetDateTime.now(ZoneOffset.UTC));
            return left.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : left;
        } catch (IllegalArgumentException e) {
            throw new ProcessRequestException(e.getMessage(), SMPPConstant.STAT_ESME_RINVEXPIRY, e);
        }
    }

    private void receipt(String id, SubmitSm sm, OffsetDateTime submitted, Fate fate) {
        if (Receipts.isWanted(sm, fate)) {
            boolean unused =
                    forwarding.accept(
                            new Parcel(
                                    sender,
                                    Receipts.receipt(id, sm, submitted, fate),
                                    System.nanoTime() + DEFAULT_VALIDITY.toNanos(),
                                    nobody -> {}));
        }
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException(
                "this centre does not do that", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti sm, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm sm, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm sm, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelSm(CancelSm sm, SMPPServerSession source)
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

    @Override
    public DataSmResult onAcceptDataSm(DataSm sm, Session source) throws ProcessRequestException {
        throw unknown();
    }
}
