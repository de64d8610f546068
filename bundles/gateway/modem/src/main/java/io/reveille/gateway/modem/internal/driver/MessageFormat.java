/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.AtValue;
import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.gateway.modem.internal.vendor.Quirks;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.Tpdu;
import java.util.List;
import java.util.Optional;

/**
 * How messages are read and written: as PDUs, or as texts in some character set ({@code +CMGF},
 * {@code +CSCS}).
 *
 * @param charset that of text mode; none in PDU mode
 */
record MessageFormat(Optional<TextCharset> charset) {

    /** PDU mode if the modem has it and the quirks don't forbid it, else text mode. */
    static MessageFormat choose(At at, Quirks quirks)
            throws ModemUpsetException, NotReadyException {
        at.channel().textMode(false, false);
        AtAnswer pduMode = at.run("AT+CMGF=0");
        if (pduMode.isOk() && quirks.format() != Quirks.Format.TEXT) {
            return new MessageFormat(Optional.empty());
        }
        if (quirks.format() == Quirks.Format.PDU || !at.run("AT+CMGF=1").isOk()) {
            throw new NotReadyException(
                    "messages can't be read in PDU mode: " + pduMode.describe(), false);
        }
        AtAnswer unused = at.run("AT+CSDH=1"); // else nothing tells octets from text
        TextCharset charset = charset(at, quirks.charsets());
        at.channel().textMode(true, charset.isVerbatim());
        return new MessageFormat(Optional.of(charset));
    }

    private static TextCharset charset(At at, List<String> preferred) throws ModemUpsetException {
        Optional<AtValue.Group> offered = at.values("AT+CSCS=?").flatMap(values -> values.group(0));
        for (String name : preferred) {
            boolean known = List.of("UCS2", "IRA", "GSM").contains(name);
            if (known
                    && offered.map(group -> group.texts().contains(name)).orElse(true)
                    && at.run("AT+CSCS=\"" + name + "\"").isOk()) {
                return TextCharset.valueOf(name);
            }
        }
        Optional<String> set = at.values("AT+CSCS?").flatMap(values -> values.text(0));
        return set.filter("GSM"::equals).isPresent() ? TextCharset.GSM : TextCharset.IRA;
    }

    boolean isText() {
        return charset.isPresent();
    }

    /** The message that was shown; none when it is of no kind that arrives. */
    Optional<Tpdu> decode(PduLine line) throws SmsDecodeException {
        return charset.isPresent()
                ? new TextMessages(charset.get()).decode(line)
                : Optional.of(PduText.decode(line).tpdu());
    }

    /** A value in quotes, such as a name or a number, as it is meant. */
    String quoted(String value) {
        return charset.map(c -> TextFields.quoted(value, c)).orElse(value);
    }

    /** The status in a header of {@code +CMGR} or {@code +CMGL} is that of a received message. */
    boolean isReceived(AtValues header, int position) {
        if (charset.isPresent()) {
            return header.text(position).filter(s -> quoted(s).contains("REC")).isPresent();
        }
        return header.number(position).isPresent() && header.number(position).getAsInt() <= 1;
    }
}
