/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the lab needs of this machine. */
public final class Requirements {
    /** Program, and the Debian package that has it. */
    private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

    static {
        PACKAGES.put("ip", "iproute2");
        PACKAGES.put("tc", "iproute2");
        PACKAGES.put("ss", "iproute2");
        PACKAGES.put("sysctl", "procps");
        PACKAGES.put("nft", "nftables");
        PACKAGES.put("conntrack", "conntrack");
        PACKAGES.put("tcpdump", "tcpdump");
        PACKAGES.put("tshark", "tshark");
        PACKAGES.put("vde_switch", "vde2");
        PACKAGES.put("wirefilter", "vde2");
        PACKAGES.put("socat", "socat");
        PACKAGES.put("nc", "netcat-openbsd");
        PACKAGES.put("dnsmasq", "dnsmasq-base");
        PACKAGES.put("dig", "bind9-dnsutils");
        PACKAGES.put("curl", "curl");
    }

    private Requirements() {}

    /** What is missing here, for people; empty when the lab can be used. */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!isRoot()) {
            missing.add("the lab makes network namespaces, which needs root; run it as root");
        }
        List<String> programs =
                PACKAGES.keySet().stream().filter(program -> !installed(program)).toList();
        if (!programs.isEmpty()) {
            missing.add(
                    "no "
                            + String.join(", ", programs)
                            + " on the PATH; install: apt-get install "
                            + String.join(
                                    " ",
                                    new TreeSet<>(programs.stream().map(PACKAGES::get).toList())));
        }
        if (!new File("/dev/net/tun").exists()) {
            missing.add(
                    "no /dev/net/tun, which the cellular link is made of; load the kernel's module tun");
        }
        if (missing.isEmpty()) {
            tryOut().ifPresent(missing::add);
        }
        return missing;
    }

    /** Makes one of each thing that a kernel may lack. */
    private static Optional<String> tryOut() {
        try (LabRun run = LabRun.begin()) {
            Namespace namespace = run.namespace("try");
            namespace.output("ip", "tuntap", "add", "lan", "mode", "tap");
            namespace.output(
                    "tc", "qdisc", "add", "dev", "lan", "root", "tbf", "rate", "1mbit", "burst",
                    "32kb", "latency", "400ms");
            namespace.nft(
                    """
                    table ip try {
                      chain nat { type nat hook postrouting priority srcnat; oifname "lan" masquerade random; }
                      chain forward {
                        type filter hook forward priority filter; policy drop;
                        ct state established accept
                        numgen random mod 1000 < 1 drop
                        reject with tcp reset
                      }
                    }
                    """);
            return Optional.empty();
        } catch (LabException e) {
            return Optional.of(
                    "this machine's kernel does not let the lab be made: " + e.getMessage());
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
