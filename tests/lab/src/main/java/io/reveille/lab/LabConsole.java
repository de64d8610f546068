/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What a person types to make the carrier's network better or worse. */
final class LabConsole {
    private static final String HELP =
            """
            delay MS              every packet takes MS milliseconds more, each way
            loss PERCENT          every packet is lost with this probability, each way
            rate KBIT | off       no more than KBIT kbit/s, each way
            blackhole on | off    the cellular link is dead, and nobody is told
            nat-reset [told]      the carrier forgets every connection; with 'told' it resets the device's
            address device A      the device gets the address A (of 100.64.0.0/16)
            address carrier A     the carrier's NAT gets the address A (of 192.0.2.0/24)
            status                addresses, connections and what the firewall refused
            quit                  remove everything""";

    private final CarrierNetwork network;
    private final PrintStream out;

    LabConsole(CarrierNetwork network, PrintStream out) {
        this.network = network;
        this.out = out;
    }

    /** Carries out lines until {@code quit} or the end of the input. */
    void run(BufferedReader in) throws IOException {
        for (String line = in.readLine();
                line != null && !line.strip().equals("quit");
                line = in.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            try {
                out.println(carryOut(line.strip().split("\\s+")));
            } catch (IllegalArgumentException | LabException e) {
                out.println("no: " + e.getMessage());
            }
        }
    }

    String carryOut(String[] words) {
        String argument = words.length > 1 ? words[1] : "";
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "delay" -> network.link().delay(Duration.ofMillis(Long.parseLong(argument)));
            case "loss" -> network.link().loss(Double.parseDouble(argument));
            case "rate" -> rate(argument);
            case "blackhole" -> network.link().blackhole(isOn(argument));
            case "nat-reset" ->
                    network.carrier()
                            .reset(
                                    argument.equals("told")
                                            ? CarrierNat.Forgotten.RESET
                                            : CarrierNat.Forgotten.DROPPED);
            case "address" -> address(argument, words.length > 2 ? words[2] : "");
            case "status" -> {
                return status();
            }
            default -> {
                return HELP;
            }
        }
        return "done";
    }

    private void rate(String kilobits) {
        if (kilobits.equals("off")) {
            network.link().unlimited();
        } else {
            network.link().rate(Math.multiplyExact(Long.parseLong(kilobits), 1000));
        }
    }

    private static boolean isOn(String word) {
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("on or off?");
        };
    }

    private void address(String whose, String address) {
        switch (whose) {
            case "device" -> network.device().changeAddress(address);
            case "carrier" -> network.carrier().changeAddress(address);
            default -> throw new IllegalArgumentException("whose address: device or carrier?");
        }
    }

    private String status() {
        String open = network.device().openConnections().strip();
        return "device "
                + network.device().address()
                + ", carrier "
                + network.carrier().address()
                + ", refused from outside: "
                + network.carrier().inboundRefused()
                + " packets\nthe device's connections to the proxy:\n"
                + (open.isEmpty() ? "none" : open);
    }
}
