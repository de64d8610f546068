/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reveille.protocol.ServiceTransport;
import io.reveille.server.dns.internal.Responder.Transport;
import io.reveille.server.registry.Lookup;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponderTest {
    private static final String ADDRESSES = "203.0.113.7,2001:db8::7";
    private static final String EVERYONE = "0.0.0.0/0,::/0";

    private final FleetInMemory fleet = new FleetInMemory();
    private final Responder responder = fleet.responder(ADDRESSES, EVERYONE);

    @Test
    void answers_octet_by_octet_as_the_standard_has_it() {
        byte[] request =
                HexFormat.of()
                        .parseHex(
                                "1234" // id
                                        + "0100" // recursion desired
                                        + "0001000000000000" // one question
                                        + "03677737" // gw7
                                        + "05666c656574" // fleet
                                        + "047465737400" // test
                                        + "00010001"); // A, IN

        byte[] response = responder.respond(request, Transport.UDP, FleetInMemory.ASKER).get();

        assertThat(HexFormat.of().formatHex(response))
                .isEqualTo(
                        "1234"
                                + "8500" // response, authoritative, recursion desired
                                + "0001000100000000" // one question, one answer
                                + "0367773705666c65657404746573740000010001" // as asked
                                + "c00c" // the question's name
                                + "00010001"
                                + "0000001e" // 30 s
                                + "0004"
                                + "cb007107"); // 203.0.113.7
    }

    @Test
    void tells_where_a_gateway_is() throws IOException {
        assertThat(rdata(ask("gw7.fleet.test.", Type.A), Section.ANSWER))
                .containsExactly("203.0.113.7");
        assertThat(rdata(ask("gw7.fleet.test.", Type.AAAA), Section.ANSWER))
                .containsExactly("2001:db8:0:0:0:0:0:7");
        assertThat(rdata(ask("proxy.fleet.test.", Type.A), Section.ANSWER))
                .containsExactly("203.0.113.7");
    }

    @Test
    void tells_where_a_service_is() throws IOException {
        Message response = ask("_http._tcp.gw7.fleet.test.", Type.SRV);

        assertThat(rdata(response, Section.ANSWER)).containsExactly("0 0 20017 proxy.fleet.test.");
        assertThat(rdata(response, Section.ADDITIONAL))
                .containsExactly("203.0.113.7", "2001:db8:0:0:0:0:0:7");
        assertThat(response.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(30);
    }

    @Test
    void tells_where_a_service_by_udp_is() throws IOException {
        assertThat(rdata(ask("_coap._udp.gw7.fleet.test.", Type.SRV), Section.ANSWER))
                .containsExactly("0 0 20020 proxy.fleet.test.");
        assertThat(rdata(ask("_coap._tcp.gw7.fleet.test.", Type.SRV), Section.ANSWER))
                .singleElement()
                .asString()
                .doesNotContain(" 20020 ");
    }

    @Test
    void has_a_zone_apex() throws IOException {
        assertThat(rdata(ask("fleet.test.", Type.SOA), Section.ANSWER))
                .singleElement()
                .asString()
                .matches("ns.fleet.test. hostmaster.fleet.test. [0-9]+ 3600 600 86400 30");
        assertThat(rdata(ask("fleet.test.", Type.NS), Section.ANSWER))
                .containsExactly("ns.fleet.test.");
        assertThat(rdata(ask("fleet.test.", Type.TXT), Section.ANSWER))
                .containsExactly("v=reveille1");
        assertThat(rdata(ask("ns.fleet.test.", Type.A), Section.ANSWER))
                .containsExactly("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({
        "gw7.fleet.test., gw9.fleet.test., A",
        "gw7.fleet.test., gw9.fleet.test., AAAA",
        "gw7.fleet.test., gw9.fleet.test., TXT",
        "gw7.fleet.test., gw8.fleet.test., A",
        "_tcp.gw7.fleet.test., _tcp.gw9.fleet.test., A",
        "_http._tcp.gw7.fleet.test., _http._tcp.gw9.fleet.test., SRV",
        "_http._tcp.gw7.fleet.test., _http._tcp.gw8.fleet.test., SRV",
        "_http._tcp.gw7.fleet.test., _smtp._tcp.gw7.fleet.test., SRV",
        "_http._tcp.gw7.fleet.test., _http._tcp.gw9.fleet.test., A",
        "_http._udp.gw7.fleet.test., _http._udp.gw9.fleet.test., SRV",
        "_http._udp.gw7.fleet.test., _http._udp.gw9.fleet.test., TXT",
        "_coap._udp.gw7.fleet.test., _coap._udp.gw9.fleet.test., SRV",
        "x.gw7.fleet.test., x.gw9.fleet.test., A",
        "http.gw7.fleet.test., http.gw9.fleet.test., AAAA",
        "http.gw7.fleet.test., http.gw9.fleet.test., SVCB",
        "http.gw7.fleet.test., http.gw9.fleet.test., HTTPS",
        "http.gw7.fleet.test., http.gw9.fleet.test., TXT",
        "http.gw7.fleet.test., http.gw9.fleet.test., ANY",
        "http.gw7.fleet.test., http.gw9.fleet.test., DS",
        "x.http.gw7.fleet.test., x.http.gw9.fleet.test., A",
    })
    void answers_alike_whether_there_is_such_a_name_or_not(String known, String other, String type)
            throws IOException {
        assertThat(withoutPorts(ask(other, Type.value(type)), other))
                .isEqualTo(withoutPorts(ask(known, Type.value(type)), known));
    }

    @Test
    void sends_strangers_nowhere_and_looks_the_same() throws IOException {
        Responder strict = fleet.responder(ADDRESSES, "192.0.2.0/24");
        String name = "_http._tcp.gw7.fleet.test.";

        Message forStranger = ask(strict, query(name, Type.SRV));

        SRVRecord srv = (SRVRecord) forStranger.getSection(Section.ANSWER).get(0);
        assertThat(srv.getPort()).isEqualTo(fleet.decoyPort("gw7", "http", ServiceTransport.TCP));
        assertThat(withoutPorts(forStranger, name))
                .isEqualTo(withoutPorts(ask(name, Type.SRV), name));
        assertThat(fleet.lookups).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-gw7.fleet.test.",
                "g_w7.fleet.test.",
                "_tcp.fleet.test.",
                "_http._tcp.fleet.test.",
                "http._tcp.gw7.fleet.test.",
                "_http._tcp.gw7.sub.fleet.test.",
                "\\000.fleet.test.",
                "g\\.w7.fleet.test."
            })
    void knows_no_names_that_no_gateway_can_have(String name) throws IOException {
        Message response = ask(name, Type.A);

        assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(response.getSection(Section.AUTHORITY))
                .extracting(Record::getType)
                .containsExactly(Type.SOA);
    }

    @ParameterizedTest
    @CsvSource({
        "gw7.example.test., A, IN",
        "test., SOA, IN",
        "., NS, IN",
        "xfleet.test., A, IN",
        "fleet.test., AXFR, IN",
        "fleet.test., IXFR, IN",
        "gw7.fleet.test., A, CH",
        "gw7.fleet.test., A, ANY",
        "version.bind., TXT, CH",
    })
    void refuses_what_is_not_its_business(String name, String type, String dclass)
            throws IOException {
        Message response =
                ask(
                        responder,
                        Message.newQuery(
                                Record.newRecord(
                                        Name.fromString(name),
                                        Type.value(type),
                                        DClass.value(dclass))));

        assertThat(response.getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(response.getSection(Section.ANSWER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fleet.test., MAILB, NOTIMP",
        "gw7.fleet.test., 128, FORMERR",
        "gw7.fleet.test., 200, FORMERR",
        "gw7.fleet.test., TKEY, FORMERR",
        "gw7.fleet.test., ANY, NOERROR",
    })
    void knows_which_types_are_for_asking(String name, String type, String rcode)
            throws IOException {
        int number = type.matches("\\d+") ? Integer.parseInt(type) : Type.value(type);
        byte[] wire = query(name, Type.A).toWire();
        wire[wire.length - 4] = (byte) (number >> 8);
        wire[wire.length - 3] = (byte) number;

        byte[] response = responder.respond(wire, Transport.UDP, FleetInMemory.ASKER).orElseThrow();

        assertThat(response[3] & 0xF).isEqualTo(Rcode.value(rcode));
    }

    @Test
    void tells_clients_that_know_names_alone_where_to_go() throws IOException {
        String name = "http.gw7.fleet.test.";

        assertThat(rdata(ask(name, Type.A), Section.ANSWER)).containsExactly("203.0.113.7");
        assertThat(rdata(ask(name, Type.SVCB), Section.ANSWER))
                .containsExactly("1 proxy.fleet.test. port=20017");
        assertThat(rdata(ask(name, Type.TXT), Section.ANSWER))
                .containsExactly("v=reveille1 port=20017");
        assertThat(rdata(ask(name, Type.HTTPS), Section.ANSWER)).isEmpty();
    }

    @Test
    void keeps_the_letter_case_of_the_question() throws IOException {
        Message response = ask("_HtTp._TcP.gW7.FlEeT.tEsT.", Type.SRV);

        assertThat(response.getQuestion().getName()).hasToString("_HtTp._TcP.gW7.FlEeT.tEsT.");
        assertThat(response.getSection(Section.ANSWER).get(0).getName())
                .hasToString("_HtTp._TcP.gW7.FlEeT.tEsT.");
        assertThat(rdata(response, Section.ANSWER).get(0)).startsWith("0 0 20017 ");
    }

    @Test
    void notes_lookups_of_what_there_is_and_of_nothing_else() throws IOException {
        ask("gw7.fleet.test.", Type.A);
        ask("_http._tcp.gw7.fleet.test.", Type.SRV);
        ask("gw7.fleet.test.", Type.TXT);
        ask("gw8.fleet.test.", Type.A);
        ask("gw9.fleet.test.", Type.A);
        ask("_smtp._tcp.gw7.fleet.test.", Type.SRV);
        ask("fleet.test.", Type.A);

        assertThat(fleet.lookups)
                .extracting(Lookup::gatewayId, Lookup::service, Lookup::answerText)
                .containsExactly(
                        tuple("gw7", "", "203.0.113.7"),
                        tuple("gw7", "http", "proxy.fleet.test port 20017"));
        assertThat(fleet.lookups).allMatch(lookup -> lookup.asker().equals(FleetInMemory.ASKER));
    }

    private Message ask(String name, int type) throws IOException {
        return ask(responder, query(name, type));
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    }

    private static Message ask(Responder responder, Message query) throws IOException {
        Optional<byte[]> wire =
                responder.respond(query.toWire(), Transport.UDP, FleetInMemory.ASKER);
        Message response = new Message(wire.orElseThrow());
        assertThat(response.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(response.getQuestion()).isEqualTo(query.getQuestion());
        return response;
    }

    private static List<String> rdata(Message response, int section) {
        return response.getSection(section).stream().map(Record::rdataToString).toList();
    }

    /** All of a response but what must differ: id, name and port. */
    private static String withoutPorts(Message response, String name) {
        return response.toString()
                .replaceAll("id: \\d+", "")
                .replaceAll("(SRV\\s+0 0) \\d+", "$1 PORT")
                .replaceAll("port=\\d+", "port=PORT")
                .replace(name, "NAME");
    }
}
