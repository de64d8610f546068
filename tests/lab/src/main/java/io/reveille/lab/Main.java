/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * {@code reveille lab}: the lab for people. Exit codes: 0 ended as told, 1 failed, 2 wrong usage, 3
 * impossible here.
 */
public final class Main {
    private static final String USAGE =
            """
            usage: reveille lab [--network | --round-trips]
                   reveille lab run NAME [--short] [--record PAGE]

            Makes a carrier's network of namespaces on this machine (needs root): Internet, name server, public proxy, client,
            carrier NAT with firewall, device; and starts server, gateway, modem and SMS centre in it, unless told --network.
            Then it reads orders, such as 'delay 120' or 'nat-reset', until 'quit'; 'help' lists them.
            With --round-trips it measures instead how long an access takes over links that are far.
            'run' makes one of the runs that docs/reference/reliability.md has the figures of; 'lab run' lists them.""";

    private Main() {}

    public static void main(String[] args) throws IOException {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) throws IOException {
        if (args.contains("--help") || args.contains("-h")) {
            System.out.println(USAGE);
            return 0;
        }
        boolean run = !args.isEmpty() && args.get(0).equals("run");
        boolean roundTrips = args.equals(List.of("--round-trips"));
        if (!run && !roundTrips && !args.isEmpty() && !args.equals(List.of("--network"))) {
            System.err.println("reveille: unknown argument; see 'reveille lab --help'");
            return 2;
        }
        List<String> missing = Requirements.missing();
        if (!missing.isEmpty()) {
            missing.forEach(what -> System.err.println("reveille: no lab here: " + what));
            return 1;
        }
        if (roundTrips) {
            RoundTrips.measure(Distribution.named());
            return 0;
        }
        if (run) {
            return named(args.subList(1, args.size()));
        }
        try (CarrierNetwork network = CarrierNetwork.up()) {
            String name = network.run().name();
            System.out.println(
                    "The network "
                            + name
                            + " is up: namespaces "
                            + name
                            + "-client, -stranger, -dns, -proxy, -inet, -cgn, -dev, -smsc");
            if (args.isEmpty()) {
                LabSite.start(
                                network,
                                Distribution.named(),
                                Map.of(),
                                Map.of(),
                                System.out::println)
                        .printByHand(System.out);
            }
            System.out.println("Orders here, 'help' lists them, 'quit' removes everything:");
            new LabConsole(network, System.out)
                    .run(
                            new BufferedReader(
                                    new InputStreamReader(System.in, Charset.defaultCharset())));
            return 0;
        } catch (LabException e) {
            System.err.println("reveille: " + e.getMessage());
            return 1;
        }
    }

    private static int named(List<String> args) throws IOException {
        try {
            return new LabRuns(System.out).run(args);
        } catch (LabException e) {
            System.err.println("reveille: " + e.getMessage());
            return 1;
        }
    }
}
