/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HopByHop;
import io.reveille.server.proxy.internal.http.ResponseHead;

/** What a client is told of a service's answer. */
final class ResponseRewrite {

    private ResponseRewrite() {}

    /**
     * Writes a response anew; how its body is framed is for whoever speaks to the client.
     *
     * @param framing of its body
     * @param patience what the client has asked for
     */
    static ResponseHead rewrite(ResponseHead head, Framing framing, Patience patience)
            throws BadMessageException {
        Fields fields = HopByHop.remove(head.fields());
        if (!(framing instanceof Framing.None)) {
            fields = fields.without(name -> name.equals("content-length"));
        }
        if (head.status() == 101) {
            fields = fields.plus("Connection", "Upgrade").plus("Upgrade", "websocket");
        }
        if (patience instanceof Patience.Wait wait) {
            fields = fields.plus("Preference-Applied", "wait=" + wait.time().toSeconds());
        }
        return head.with(fields);
    }
}
