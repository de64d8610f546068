/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.CidrBlock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** What depends on who asks. */
class AskerRulesTest {
    private final FleetInMemory fleet = new FleetInMemory();
    private final List<DnsServer> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(DnsServer::close);
    }

    @Test
    void has_gateways_woken_for_listed_resolvers_alone() throws IOException {
        DnsSettings s = FleetInMemory.settings("0.0.0.0/0");
        DnsSettings waking =
                new DnsSettings(
                        s.listen(),
                        0,
                        s.askers(),
                        s.ttl(),
                        s.tcpIdle(),
                        8,
                        s.zone(),
                        s.rates(),
                        s.transfers(),
                        List.of(CidrBlock.parse("127.0.0.1")));
        resolver(start("203.0.113.7", s)).send(query("_ssh._tcp.gw7.fleet.test."));
        SimpleResolver listed = resolver(start("203.0.113.7", waking));
        listed.send(query("_http._tcp.gw9.fleet.test."));
        listed.send(query("_http._tcp.gw7.fleet.test."));

        await().until(() -> !fleet.wakes.isEmpty());
        assertThat(fleet.wakes).containsExactly("gw7 http");
    }

    @Test
    void limits_what_it_sends_to_who_shows_no_cookie_and_does_not_come_by_tcp() throws IOException {
        DnsSettings s = FleetInMemory.settings("0.0.0.0/0");
        DnsSettings strict =
                new DnsSettings(
                        s.listen(),
                        0,
                        s.askers(),
                        s.ttl(),
                        s.tcpIdle(),
                        8,
                        s.zone(),
                        new RateSettings(1, 1000, 1, List.of()),
                        s.transfers(),
                        List.of());
        SimpleResolver resolver = resolver(start("203.0.113.7", strict));
        resolver.setIgnoreTruncation(true);
        Message query = query("_http._tcp.gw7.fleet.test.");
        query.addRecord(
                new OPTRecord(1232, 0, 0, 0, new CookieOption(new byte[8])), Section.ADDITIONAL);

        Message first = resolver.send(query);
        assertThat(first.getSection(Section.ANSWER)).hasSize(1);
        List<Message> more = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            more.add(resolver.send(query));
        }
        assertThat(more).anyMatch(answer -> answer.getHeader().getFlag(Flags.TC));
        Message known = query("_http._tcp.gw7.fleet.test.");
        known.addRecord(
                new OPTRecord(1232, 0, 0, 0, first.getOPT().getOptions(EDNSOption.Code.COOKIE)),
                Section.ADDITIONAL);
        for (int i = 0; i < 20; i++) {
            assertThat(resolver.send(known).getSection(Section.ANSWER)).hasSize(1);
        }
        resolver.setTCP(true);
        for (int i = 0; i < 20; i++) {
            assertThat(resolver.send(query).getSection(Section.ANSWER)).hasSize(1);
        }
    }

    private InetSocketAddress start(String addresses, DnsSettings settings) {
        DnsServer server = fleet.start(addresses, settings);
        open.add(server);
        return server.addresses().get(0);
    }

    private static SimpleResolver resolver(InetSocketAddress address) {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTimeout(Duration.ofSeconds(10));
        return resolver;
    }

    private static Message query(String name) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), Type.SRV, DClass.IN));
    }
}
