/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;

/** The submit_sm that says the same as another operation (SMPP 3.4 sections 4.5 and 4.7). */
final class AsSubmitSm {
    private static final int DAY_SECONDS = 86_400;

    private AsSubmitSm() {}

    /** A data_sm: its octets are in message_payload, its validity in qos_time_to_live. */
    static SubmitSm of(DataSm sm) {
        SubmitSm same = new SubmitSm();
        same.setSourceAddrTon(sm.getSourceAddrTon());
        same.setSourceAddrNpi(sm.getSourceAddrNpi());
        same.setSourceAddr(sm.getSourceAddr());
        destination(same, sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress());
        same.setEsmClass(sm.getEsmClass());
        same.setRegisteredDelivery(sm.getRegisteredDelivery());
        same.setDataCoding(sm.getDataCoding());
        same.setShortMessage(new byte[0]);
        same.setOptionalParameters(parameters(sm.getOptionalParameters()));
        if (sm.getOptionalParameter(Tag.QOS_TIME_TO_LIVE) instanceof OptionalParameter.Int life) {
            long seconds = Integer.toUnsignedLong(life.getValue());
            long days = Math.min(99, seconds / DAY_SECONDS);
            long rest = seconds % DAY_SECONDS;
            same.setValidityPeriod(
                    "0000%02d%02d%02d%02d000R"
                            .formatted(days, rest / 3600, rest / 60 % 60, rest % 60));
        }
        return same;
    }

    /** A submit_multi, for one of its destinations. */
    static SubmitSm of(SubmitMulti sm, Address to) {
        SubmitSm same = new SubmitSm();
        same.setSourceAddrTon(sm.getSourceAddrTon());
        same.setSourceAddrNpi(sm.getSourceAddrNpi());
        same.setSourceAddr(sm.getSourceAddr());
        destination(same, to.getTon(), to.getNpi(), to.getAddress());
        same.setEsmClass(sm.getEsmClass());
        same.setProtocolId(sm.getProtocolId());
        same.setValidityPeriod(sm.getValidityPeriod());
        same.setRegisteredDelivery(sm.getRegisteredDelivery());
        same.setDataCoding(sm.getDataCoding());
        same.setShortMessage(sm.getShortMessage());
        same.setOptionalParameters(parameters(sm.getOptionalParameters()));
        return same;
    }

    private static void destination(AbstractSmCommand sm, byte type, byte plan, String address) {
        sm.setDestAddrTon(type);
        sm.setDestAddrNpi(plan);
        sm.setDestAddress(address);
    }

    private static OptionalParameter[] parameters(OptionalParameter[] given) {
        return given == null ? new OptionalParameter[0] : given;
    }
}
