/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.crypto.Octets;
import io.reveille.server.registry.SignalNews;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What is to be sent.
 *
 * @param gateway whom it is for, to be told apart by people
 * @param number its phone number, international, digits only
 * @param sealed the access request
 * @param validity how long it is worth sending
 * @param news gets what becomes known after acceptance
 */
public record Request(
        String gateway,
        String number,
        Octets sealed,
        Duration validity,
        Consumer<SignalNews> news) {}
