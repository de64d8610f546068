/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;

/** Whom an access request is for, as the channel that carries it names them. */
public sealed interface Recipient permits Msisdn, LongRecipient {

    /**
     * The octets that are authenticated with a request: a request copied to another number or
     * mailbox does not open.
     */
    Octets canonical();
}
