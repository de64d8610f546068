/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import io.reveille.server.signal.internal.sms.SmsContent;
import io.reveille.server.signal.internal.sms.SmsContent.Binary;
import io.reveille.server.signal.internal.sms.SmsContent.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The query of a sendsms request. */
public final class KannelQuery {
    private final StringBuilder query = new StringBuilder();

    public KannelQuery with(String name, String value) {
        return with(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public KannelQuery withUnlessEmpty(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    /** Coding 0 is the GSM 7 bit alphabet, 1 octets. */
    public KannelQuery with(SmsContent content) {
        if (content instanceof Binary binary) {
            return with("coding", "1")
                    .with("udh", binary.header().toArray())
                    .with("text", binary.data().toArray());
        }
        return with("coding", "0").with("text", ((Text) content).text());
    }

    private KannelQuery with(String name, byte[] value) {
        query.append(query.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(Escape.percent(value));
        return this;
    }

    /** Kannel counts validity in minutes; at least one. */
    public static String minutes(Duration validity) {
        return Long.toString(Math.max(1, validity.plusSeconds(59).toMinutes()));
    }

    /** With the password in it: for the request alone. */
    @Override
    public String toString() {
        return query.toString();
    }
}
