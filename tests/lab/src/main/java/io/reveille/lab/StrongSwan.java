/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * strongSwan's daemon in one namespace, with ESP in user space over a tun device, since a test
 * machine's kernel may lack it.
 */
public final class StrongSwan {
    static final String DAEMON = "/usr/sbin/charon-systemd";

    /** The proxy's address inside tunnels, as the product has it by default. */
    static final String INNER = "198.18.0.1";

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Path vici;
    private final LabProcess process;

    private StrongSwan(Path vici, LabProcess process) {
        this.vici = vici;
        this.process = process;
    }

    /** Whether it is installed here. */
    public static boolean isInstalled() {
        return Files.isExecutable(Path.of(DAEMON))
                && List.of("kernel-libipsec", "openssl", "curve25519").stream()
                        .allMatch(
                                plugin ->
                                        Files.exists(
                                                Path.of(
                                                        "/usr/lib/ipsec/plugins/libstrongswan-"
                                                                + plugin
                                                                + ".so")));
    }

    /** Starts one at the proxy and one at the device, and has the product use them. */
    static List<StrongSwan> atBothEnds(
            CarrierNetwork network, Map<String, String> proxy, Map<String, String> gateway) {
        network.proxy().ip("addr add " + INNER + "/32 dev lo");
        StrongSwan atProxy = start(network.run(), network.proxy(), "p");
        StrongSwan atDevice = start(network.run(), network.device().namespace(), "g");
        proxy.put("ipsec.vici", atProxy.vici().toString());
        gateway.put("tunnel.protocols", "IPSEC");
        gateway.put("ipsec.vici", atDevice.vici().toString());
        return List.of(atProxy, atDevice);
    }

    /** Starts it; returns when it takes orders. */
    public static StrongSwan start(LabRun run, Namespace where, String name) {
        Path vici = run.file(name + ".vici");
        Path configuration = run.file(name + ".strongswan.conf");
        try {
            Files.deleteIfExists(vici);
            Files.writeString(
                    configuration,
                    """
                    charon-systemd {
                      load = random drbg nonce openssl aes sha1 sha2 hmac kdf gcm pem pkcs1 pkcs8 x509 pubkey constraints revocation curve25519 kernel-libipsec kernel-netlink socket-default vici updown
                      install_virtual_ip = yes
                      retransmit_tries = 3
                      plugins {
                        vici { socket = unix://%s }
                        kernel-libipsec { allow_peer_ts = no }
                      }
                      filelog { stderr {
                        default = 1
                        ike = 1
                        flush_line = yes
                      } }
                    }
                    """
                            .formatted(vici));
        } catch (IOException e) {
            throw new LabException("cannot write " + configuration + ": " + e.getMessage(), e);
        }
        LabProcess process =
                run.start(
                        where,
                        "strongSwan " + name,
                        "env",
                        "STRONGSWAN_CONF=" + configuration,
                        DAEMON);
        Await.until(
                "strongSwan " + name + " to take orders",
                START_LIMIT,
                () -> {
                    process.requireAlive();
                    return Files.exists(vici);
                });
        return new StrongSwan(vici, process);
    }

    /** The socket where it takes orders. */
    public Path vici() {
        return vici;
    }

    /** How many IKE SAs are up. */
    long tunnels() {
        return state().lines().filter(line -> line.contains("ESTABLISHED")).count();
    }

    /** The tunnels as {@code swanctl --list-sas} shows them. */
    String state() {
        return Programs.run(
                        List.of("swanctl", "--list-sas", "--uri", "unix://" + vici),
                        "",
                        Programs.SHORT)
                .expected()
                .text();
    }

    LabProcess process() {
        return process;
    }
}
