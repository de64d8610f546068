/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HopByHop;
import io.reveille.server.proxy.internal.http.HostName;
import io.reveille.server.proxy.internal.http.RequestHead;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** What the service gets to see of a request: in order, unambiguous, and with where it is from. */
final class RequestRewrite {

    private RequestRewrite() {}

    /**
     * Writes a request anew.
     *
     * @param framing of its body
     * @param https whether the client's connection is encrypted
     * @param ours whether its Authorization was meant for the proxy, and goes no further
     */
    static RequestHead rewrite(
            RequestHead head,
            HostName host,
            Framing framing,
            InetAddress client,
            boolean https,
            boolean ours)
            throws BadMessageException {
        List<String> expectations = head.fields().members("expect");
        if (!expectations.isEmpty() && !expectations.equals(List.of("100-continue"))) {
            throw new BadMessageException(417, "Expect is other than 100-continue");
        }
        Fields kept =
                HopByHop.removeOrigin(HopByHop.remove(head.fields()))
                        .without(name -> name.equals("host") || name.equals("content-length"))
                        .without(name -> ours && name.equals("authorization"))
                        .without(name -> head.minor() == 0 && name.equals("expect"));
        Fields fields = Fields.NONE.plus("Host", host.text());
        for (Fields.Field field : kept.list()) {
            fields = fields.plus(field.name(), field.value());
        }
        if (framing instanceof Framing.Length length) {
            fields = fields.plus("Content-Length", Long.toString(length.octets()));
        } else if (framing instanceof Framing.Chunked) {
            fields = fields.plus("Transfer-Encoding", "chunked");
        }
        if (head.isWebSocket()) {
            fields = fields.plus("Connection", "Upgrade").plus("Upgrade", "websocket");
        }
        String scheme = https ? "https" : "http";
        String from = client.getHostAddress();
        fields =
                fields.plus(
                                "Forwarded",
                                "for=%s;host=\"%s\";proto=%s"
                                        .formatted(node(client), host.text(), scheme))
                        .plus("X-Forwarded-For", from)
                        .plus("X-Forwarded-Host", host.text())
                        .plus("X-Forwarded-Proto", scheme)
                        .plus("Via", "1." + head.minor() + " reveille");
        return new RequestHead(head.method(), HostName.originForm(head), 1, fields);
    }

    /** RFC 7239 section 6. */
    private static String node(InetAddress client) {
        String text = client.getHostAddress();
        return client instanceof Inet6Address ? "\"[" + text + "]\"" : text;
    }
}
