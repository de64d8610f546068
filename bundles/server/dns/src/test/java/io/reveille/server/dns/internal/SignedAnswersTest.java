/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.dns.internal.Responder.Transport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class SignedAnswersTest {
    private static final int CO = ExtendedFlags.CO;
    private static final int DO = ExtendedFlags.DO;

    private final FleetInMemory fleet = new FleetInMemory();
    private final MovableTime time = new MovableTime(Instant.parse("2026-11-22T23:59:58Z"));
    private final Responder responder;

    SignedAnswersTest() {
        fleet.clock = time;
        responder = fleet.responder("203.0.113.7,2001:db8::7", "0.0.0.0/0");
    }

    @ParameterizedTest
    @CsvSource({
        "fleet.test., SOA",
        "fleet.test., NS",
        "fleet.test., DNSKEY",
        "fleet.test., CDS",
        "fleet.test., CDNSKEY",
        "fleet.test., DS",
        "fleet.test., ANY",
        "gw7.fleet.test., A",
        "gW9.Fleet.test., AAAA",
        "gw7.fleet.test., MX",
        "http.gw7.fleet.test., SVCB",
        "_tcp.gw7.fleet.test., A",
        "_http._tcp.gw7.fleet.test., SRV",
        "_http._tcp.gw9.fleet.test., NSEC",
        "not_there.fleet.test., A",
        "*.fleet.test., A",
    })
    void every_set_of_records_has_a_good_signature(String name, String type) throws Exception {
        Message response = ask(name, Type.value(type), DO);

        int sets = 0;
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
            for (RRset set : response.getSectionRRsets(section)) {
                if (set.getType() != Type.OPT) {
                    verify(set);
                    sets++;
                }
            }
        }
        assertThat(sets).isPositive();
    }

    @Test
    void signatures_are_for_those_who_ask_for_them() throws IOException {
        assertThat(types(ask("gw7.fleet.test.", Type.A, 0), Section.ANSWER))
                .containsExactly(Type.A);
        assertThat(types(ask("gw7.fleet.test.", Type.MX, 0), Section.AUTHORITY))
                .containsExactly(Type.SOA);
        Message signed = ask("gw7.fleet.test.", Type.A, DO);
        assertThat(types(signed, Section.ANSWER)).containsExactly(Type.A, Type.RRSIG);
        assertThat(signed.getOPT().getFlags()).isEqualTo(DO);
        assertThat(signed.getHeader().getFlag(Flags.AD)).isFalse();
        assertThat(signed.getHeader().getFlag(Flags.CD)).isFalse();
    }

    @Test
    void what_is_not_there_is_denied_at_its_own_name() throws IOException {
        NSECRecord none = nsec(ask("a_b.fleet.test.", Type.A, DO));
        NSECRecord branch = nsec(ask("_tcp.gw9.fleet.test.", Type.A, DO));
        NSECRecord host = nsec(ask("gw9.fleet.test.", Type.MX, DO));

        assertThat(none.getNext()).hasToString("\\000.a_b.fleet.test.");
        assertThat(none.getTypes()).containsExactly(Type.RRSIG, Type.NSEC, Type.NXNAME);
        assertThat(branch.getTypes()).containsExactly(Type.RRSIG, Type.NSEC);
        assertThat(host.getTypes())
                .containsExactly(Type.A, Type.TXT, Type.AAAA, Type.RRSIG, Type.NSEC);
        assertThat(none.getTTL()).isEqualTo(30);
    }

    @Test
    void only_who_understands_it_is_told_nxdomain_with_signatures() throws IOException {
        assertThat(ask("a_b.fleet.test.", Type.A, 0).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("a_b.fleet.test.", Type.A, CO).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("a_b.fleet.test.", Type.A, DO).getRcode()).isEqualTo(Rcode.NOERROR);
        Message both = ask("a_b.fleet.test.", Type.A, DO | CO);
        assertThat(both.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(both.getOPT().getFlags()).isEqualTo(DO | CO);
    }

    @ParameterizedTest
    @CsvSource({
        "gw7.fleet.test., gw9.fleet.test., MX",
        "gw7.fleet.test., gw8.fleet.test., A",
        "_tcp.gw7.fleet.test., _tcp.gw9.fleet.test., SRV",
        "http.gw7.fleet.test., http.gw9.fleet.test., HTTPS",
        "coap.gw7.fleet.test., coap.gw9.fleet.test., SVCB",
        "_http._tcp.gw7.fleet.test., _http._tcp.gw9.fleet.test., SRV",
        "_http._tcp.gw7.fleet.test., _smtp._tcp.gw7.fleet.test., A",
        "_coap._udp.gw7.fleet.test., _coap._udp.gw9.fleet.test., RRSIG",
        "a_b.gw7.fleet.test., a_b.gw9.fleet.test., A",
    })
    void denial_and_signatures_do_not_tell_whether_there_is_such_a_name(
            String known, String other, String type) throws IOException {
        ask(known, Type.value(type), DO); // somebody asks for it already
        time.pass(Duration.ofHours(3));

        assertThat(masked(ask(other, Type.value(type), DO), other))
                .isEqualTo(masked(ask(known, Type.value(type), DO), known));
    }

    @Test
    void clocks_may_be_wrong_by_hours() throws Exception {
        Message response = ask("gw7.fleet.test.", Type.A, DO);
        RRset set = response.getSectionRRsets(Section.ANSWER).get(0);

        for (int hours : new int[] {-23, -5, 0, 5, 23}) {
            DNSSEC.verify(
                    set,
                    set.sigs().get(0),
                    keys().get(0),
                    time.instant().plus(Duration.ofHours(hours)));
        }
        assertThat(set.sigs().get(0).getExpire()).isBefore(time.instant().plus(Duration.ofDays(4)));
    }

    @Test
    void what_is_kept_is_bounded() {
        AnswerSigner signer = new AnswerSigner(time);
        SigningSet keys =
                fleet.dns("203.0.113.7", FleetInMemory.settings("")).keeper().version().keys();
        RRset set = new RRset(new OneName("a").record());
        List<RRSIGRecord> once = signer.sign(set, keys, "");
        List<RRSIGRecord> again = signer.sign(set, keys, "");

        assertThat(again.get(0).getSignature()).isEqualTo(once.get(0).getSignature());
        for (int i = 0; i < 9000; i += 1) {
            if (i % 1000 == 0) {
                time.pass(Duration.ofSeconds(1));
            }
            signer.sign(set, keys, Integer.toString(i));
        }
        assertThat(signer.size()).isEqualTo(8192);
    }

    private record OneName(String label) {
        Record record() {
            return Record.newRecord(
                    name(label + ".fleet.test."), Type.A, DClass.IN, 30, new byte[] {1, 2, 3, 4});
        }
    }

    private void verify(RRset set) throws Exception {
        assertThat(set.sigs()).as(set.toString()).isNotEmpty();
        for (RRSIGRecord signature : set.sigs()) {
            DNSKEYRecord key =
                    keys().stream()
                            .filter(k -> k.getFootprint() == signature.getFootprint())
                            .findFirst()
                            .orElseThrow();
            DNSSEC.verify(set, signature, key, time.instant());
        }
    }

    private List<DNSKEYRecord> keys() throws IOException {
        return ask("fleet.test.", Type.DNSKEY, DO).getSection(Section.ANSWER).stream()
                .filter(DNSKEYRecord.class::isInstance)
                .map(DNSKEYRecord.class::cast)
                .toList();
    }

    private static NSECRecord nsec(Message response) {
        return response.getSection(Section.AUTHORITY).stream()
                .filter(NSECRecord.class::isInstance)
                .map(NSECRecord.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> types(Message response, int section) {
        return response.getSection(section).stream().map(Record::getType).toList();
    }

    private Message ask(String name, int type, int flags) throws IOException {
        Message query = Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
        query.addRecord(new OPTRecord(1232, 0, 0, flags), Section.ADDITIONAL);
        query.getHeader().setFlag(Flags.AD);
        query.getHeader().setFlag(Flags.CD);
        return new Message(
                responder
                        .respond(query.toWire(), Transport.UDP, FleetInMemory.ASKER)
                        .orElseThrow());
    }

    private static Name name(String text) {
        return Name.fromConstantString(text);
    }

    /** All that may tell something: not id, name, port, and the octets of signatures. */
    private static String masked(Message response, String name) {
        return response.toString()
                .replaceAll("id: \\d+", "")
                .replaceAll("(SRV\\s+0 0) \\d+", "$1 PORT")
                .replaceAll("port=\\d+", "port=PORT")
                .replaceAll("(fleet\\.test\\.) [A-Za-z0-9+/]{86}==", "$1 SIGNATURE")
                .replace(name, "NAME");
    }
}
