/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whether name servers answer for the zone by UDP and TCP, and all the same. */
final class NameServerCheck {
    private final Name zone;
    private final Set<DSRecord> ds;
    private final Map<String, Long> serials = new TreeMap<>();

    /**
     * @param ds by which what they say is to be believed; none if it is not signed
     */
    NameServerCheck(Name zone, Set<DSRecord> ds) {
        this.zone = zone;
        this.ds = ds;
    }

    /**
     * Looks at a name server at each of its addresses.
     *
     * @param port where it answers
     */
    List<Finding> findings(Name server, Iterable<InetAddress> addresses, int port) {
        String check = server.toString(true);
        List<Finding> findings = new ArrayList<>();
        for (InetAddress address : addresses) {
            InetSocketAddress at = new InetSocketAddress(address, port);
            if (!NameServerAsker.isReachable(address)) {
                findings.add(
                        Finding.advice(
                                check,
                                "%s was not asked, since this machine has no IPv6"
                                        .formatted(NameServerAsker.text(at)),
                                "look again from a machine that has"));
                continue;
            }
            List<Finding> answers =
                    answers(
                            check,
                            at,
                            "is it the right address, and does a firewall let port %d through by UDP and by TCP?"
                                    .formatted(port));
            findings.addAll(answers);
            boolean good = answers.stream().allMatch(f -> f.state() == Finding.State.OK);
            if (good && !ds.isEmpty()) {
                findings.add(chain(check, at));
            }
        }
        return findings;
    }

    /**
     * Looks at one address.
     *
     * @param todo if nobody answers there
     */
    List<Finding> answers(String check, InetSocketAddress at, String todo) {
        List<Finding> findings = new ArrayList<>();
        for (boolean tcp : new boolean[] {false, true}) {
            String how = NameServerAsker.text(at) + " by " + (tcp ? "TCP" : "UDP");
            try {
                findings.add(answer(check, how, at, NameServerAsker.ask(at, tcp, zone, Type.SOA)));
            } catch (IOException e) {
                findings.add(Finding.failed(check, how + " does not answer", todo));
            }
        }
        return findings;
    }

    private Finding answer(String check, String how, InetSocketAddress at, Message answer) {
        Optional<SOARecord> soa =
                answer.getSection(Section.ANSWER).stream()
                        .filter(SOARecord.class::isInstance)
                        .map(SOARecord.class::cast)
                        .findFirst();
        if (soa.isEmpty() || !answer.getHeader().getFlag(Flags.AA)) {
            return Finding.failed(
                    check,
                    "%s does not answer for the zone (lame): %s"
                            .formatted(how, Rcode.string(answer.getRcode())),
                    "let it have the zone (see 'reveille dns'), or take it out of the NS records");
        }
        serials.put(NameServerAsker.text(at), soa.get().getSerial());
        return Finding.ok(check, how + " has serial " + soa.get().getSerial());
    }

    private Finding chain(String check, InetSocketAddress at) {
        String where = NameServerAsker.text(at);
        try {
            return ChainOfTrust.flaw(at, zone, ds)
                    .map(
                            flaw ->
                                    Finding.failed(
                                            check,
                                            where + " " + flaw,
                                            "see the finding about DS; a secondary may have an old zone, and clocks must be right"))
                    .orElseGet(() -> Finding.ok(check, where + " has good signatures"));
        } catch (IOException e) {
            return Finding.failed(
                    check, where + " does not show its keys: " + e.getMessage(), "try again");
        }
    }

    /** Whether all have the same version of the zone. */
    Optional<Finding> serials() {
        if (serials.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                new TreeSet<>(serials.values()).size() > 1
                        ? Finding.failed(
                                "serial",
                                "name servers have different versions of the zone: " + serials,
                                "wait a minute and look again; else see the secondaries' logs: do they get NOTIFY, and may they transfer?")
                        : Finding.ok("serial", "all have the same version of the zone"));
    }
}
