/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.reveille.server.dns.internal.Responder.Transport;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class HostileRequestTest {
    private final Responder responder =
            new FleetInMemory().responder("203.0.113.7,2001:db8::7", "0.0.0.0/0");

    @Property
    void any_octets_give_a_response_or_none(@ForAll @Size(max = 600) byte[] octets) {
        assertWellBehaved(octets);
    }

    @Property
    void any_octets_after_a_good_header_do_so_too(@ForAll @Size(max = 300) byte[] octets) {
        byte[] header = HexFormat.of().parseHex("123401000001000000000001");
        byte[] request = new byte[header.length + octets.length];
        System.arraycopy(header, 0, request, 0, header.length);
        System.arraycopy(octets, 0, request, header.length, octets.length);
        assertWellBehaved(request);
    }

    @Property
    void so_do_queries_with_one_octet_wrong(
            @ForAll("queries") byte[] query, @ForAll @IntRange(max = 200) int at, @ForAll byte to) {
        query[at % query.length] = to;
        assertWellBehaved(query);
    }

    @Property
    void so_do_queries_cut_short(
            @ForAll("queries") byte[] query, @ForAll @IntRange(max = 200) int length) {
        byte[] cut = new byte[Math.min(length, query.length)];
        System.arraycopy(query, 0, cut, 0, cut.length);
        assertWellBehaved(cut);
    }

    @Example
    void compression_that_points_at_itself_or_ahead_or_in_circles_is_an_error() {
        for (String name : new String[] {"c00c", "c00e", "c0ff", "0161c00c", "c00ec00c", "ffff"}) {
            byte[] request =
                    HexFormat.of().parseHex("123401000001000000000000" + name + "00010001");
            assertThat(responder.respond(request, Transport.UDP, FleetInMemory.ASKER))
                    .as(name)
                    .hasValueSatisfying(HostileRequestTest::assertFormatError);
        }
    }

    @Example
    void overlong_names_are_an_error() {
        String label = "3f" + "61".repeat(63);
        byte[] request =
                HexFormat.of()
                        .parseHex("123401000001000000000000" + label.repeat(5) + "0000010001");

        assertThat(responder.respond(request, Transport.UDP, FleetInMemory.ASKER))
                .hasValueSatisfying(HostileRequestTest::assertFormatError);
    }

    /** A header and nothing else: never more than came. */
    private static void assertFormatError(byte[] response) {
        assertThat(response).hasSize(12);
        assertThat(response[3] & 0xF).isEqualTo(Rcode.FORMERR);
    }

    @Provide
    Arbitrary<byte[]> queries() {
        return Arbitraries.of("gw7.fleet.test.", "_http._tcp.gw7.fleet.test.", "fleet.test.")
                .flatMap(
                        name ->
                                Arbitraries.of(Type.A, Type.SRV, Type.TXT, Type.ANY)
                                        .map(type -> query(name, type)));
    }

    private static byte[] query(String name, int type) {
        try {
            Message query =
                    Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
            query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
            return query.toWire();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertWellBehaved(byte[] request) {
        Optional<byte[]> response = responder.respond(request, Transport.UDP, FleetInMemory.ASKER);
        response.ifPresent(
                octets -> {
                    assertThat(octets).hasSizeBetween(12, Responder.MAX_UDP);
                    assertThat(octets).startsWith(request[0], request[1]);
                    assertThatCode(
                                    () ->
                                            assertThat(
                                                            new Message(octets)
                                                                    .getHeader()
                                                                    .getFlag(Flags.QR))
                                                    .isTrue())
                            .doesNotThrowAnyException();
                });
    }
}
