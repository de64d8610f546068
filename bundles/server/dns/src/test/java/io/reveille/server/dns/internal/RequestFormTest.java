/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.dns.internal.Responder.Transport;
import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What requests may look like, whatever they ask for. */
class RequestFormTest {
    private static final String EVERYONE = "0.0.0.0/0,::/0";

    private final FleetInMemory fleet = new FleetInMemory();
    private final Responder responder = fleet.responder("203.0.113.7,2001:db8::7", EVERYONE);

    @Test
    void speaks_edns_version_0_alone() throws IOException {
        Message good = query("gw7.fleet.test.", Type.A);
        good.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        Message newer = query("gw7.fleet.test.", Type.A);
        newer.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);
        Message twice = query("gw7.fleet.test.", Type.A);
        twice.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        twice.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);

        assertThat(ask(good).getOPT().getPayloadSize()).isEqualTo(Responder.MAX_UDP);
        assertThat(ask(good).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(ask(newer).getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(ask(newer).getOPT().getVersion()).isZero();
        assertThat(ask(newer).getSection(Section.ANSWER)).isEmpty();
        assertThat(ask(twice).getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(ask(query("gw7.fleet.test.", Type.A)).getOPT()).isNull();
    }

    @Test
    void answers_what_is_wrong_no_more_often_than_anything_else() throws IOException {
        Message twice = query("gw7.fleet.test.", Type.A);
        twice.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        twice.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        byte[] wire = twice.toWire();
        InetAddress stranger = IpLiterals.parse("198.51.100.7");

        assertThat(
                        IntStream.range(0, 1000)
                                .filter(
                                        i ->
                                                responder
                                                        .respond(wire, Transport.UDP, stranger)
                                                        .isPresent())
                                .count())
                .isBetween(1L, 500L);
        assertThat(responder.respond(wire, Transport.TCP, stranger)).isPresent();
    }

    @Test
    void cuts_what_does_not_fit_a_datagram_and_says_so() throws IOException {
        Responder large =
                fleet.responder(
                        IntStream.range(1, 91)
                                .mapToObj(i -> "203.0.113." + i)
                                .collect(Collectors.joining(",")),
                        EVERYONE);
        Message plain = query("gw7.fleet.test.", Type.A);
        Message edns = query("gw7.fleet.test.", Type.A);
        edns.addRecord(new OPTRecord(65_000, 0, 0), Section.ADDITIONAL);

        for (Message query : List.of(plain, edns)) {
            byte[] wire =
                    large.respond(query.toWire(), Transport.UDP, FleetInMemory.ASKER).orElseThrow();
            assertThat(wire).hasSizeLessThanOrEqualTo(query == plain ? 512 : Responder.MAX_UDP);
            assertThat(new Message(wire).getHeader().getFlag(Flags.TC)).isTrue();
        }
        Message whole =
                new Message(
                        large.respond(plain.toWire(), Transport.TCP, FleetInMemory.ASKER)
                                .orElseThrow());
        assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(whole.getSection(Section.ANSWER)).hasSize(90);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.IQUERY, Opcode.STATUS, 3, Opcode.NOTIFY, Opcode.UPDATE, 15})
    void implements_nothing_but_queries(int opcode) throws IOException {
        byte[] wire = query("gw7.fleet.test.", Type.A).toWire();
        wire[2] |= (byte) (opcode << 3);

        byte[] response = responder.respond(wire, Transport.UDP, FleetInMemory.ASKER).orElseThrow();

        assertThat(new Message(response).getRcode()).isEqualTo(Rcode.NOTIMP);
        assertThat(new Message(response).getHeader().getOpcode()).isEqualTo(opcode);
    }

    @Test
    void takes_one_question_at_a_time_and_believes_no_counts() throws IOException {
        byte[] two = query("gw7.fleet.test.", Type.A).toWire();
        two[5] = 2;
        byte[] none = query("gw7.fleet.test.", Type.A).toWire();
        none[5] = 0;
        byte[] boasting = query("gw7.fleet.test.", Type.A).toWire();
        boasting[10] = (byte) 0xFF;

        for (byte[] wire : List.of(two, none, boasting)) {
            byte[] response =
                    responder.respond(wire, Transport.UDP, FleetInMemory.ASKER).orElseThrow();
            assertThat(new Message(response).getRcode()).isEqualTo(Rcode.FORMERR);
        }
    }

    @Test
    void never_answers_an_answer() throws IOException {
        Message response = ask(query("gw7.fleet.test.", Type.A));

        assertThat(responder.respond(response.toWire(), Transport.UDP, FleetInMemory.ASKER))
                .isEmpty();
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    }

    private Message ask(Message query) throws IOException {
        Message response =
                new Message(
                        responder
                                .respond(query.toWire(), Transport.UDP, FleetInMemory.ASKER)
                                .orElseThrow());
        assertThat(response.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(response.getQuestion()).isEqualTo(query.getQuestion());
        return response;
    }
}
