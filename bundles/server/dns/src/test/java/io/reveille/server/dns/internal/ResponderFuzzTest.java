/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reveille.server.dns.internal.Responder.Transport;
import java.io.IOException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Runs the committed seeds; with {@code JAZZER_FUZZ=1} it looks for more. */
class ResponderFuzzTest {
    private final FleetDns dns = new FleetInMemory().transferring();
    private final Responder responder = dns.responder();

    @FuzzTest(maxDuration = "2m")
    void any_octets_give_a_wellformed_response_or_none(byte[] request) throws IOException {
        for (Transport transport : Transport.values()) {
            var response = responder.respond(request, transport, FleetInMemory.ASKER);
            if (response.isPresent()) {
                int rcode = new Message(response.get()).getRcode();
                if (rcode == Rcode.SERVFAIL) {
                    throw new AssertionError("the octets made something fail");
                }
                if (transport == Transport.UDP && response.get().length > Responder.MAX_UDP) {
                    throw new AssertionError("too long for UDP");
                }
            }
        }
        var transfer = dns.transfers().open(request);
        if (transfer.isPresent()) { // nobody has the key
            new Message(transfer.get().next());
        }
    }
}
