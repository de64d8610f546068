/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.sms;

import io.reveille.server.registry.SignalNews;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be sent.
 *
 * @param whom it is for, to be told apart by people
 * @param number the phone number, international, digits only
 * @param validity how long it is worth sending
 * @param news gets what becomes known after acceptance
 */
public record SmsMessage(
        String whom,
        String number,
        SmsContent content,
        Duration validity,
        Consumer<SignalNews> news) {
    private static final Logger LOG = LoggerFactory.getLogger(SmsMessage.class);

    /** Tells news; whoever takes it does no harm. */
    public void tell(SignalNews told) {
        try {
            news.accept(told);
        } catch (RuntimeException e) {
            LOG.warn("news of a message for {} could not be told", whom, e);
        }
    }
}
