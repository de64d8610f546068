/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * The radio bearer between the device ({@code wwan0}) and the carrier ({@code lan}): perfect at
 * first, and on command slow, far, lossy or dead. Each setting holds for both directions.
 */
public final class CellularLink {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private final Namespace carrier;
    private final Namespace device;
    private final Path control;
    private double lossPercent;
    private boolean dead;

    private CellularLink(Namespace carrier, Namespace device, Path control) {
        this.carrier = carrier;
        this.device = device;
        this.control = control;
    }

    /** Makes both ends, and the wire between them. */
    static CellularLink start(LabRun run, Namespace carrier, Namespace device) {
        Path carrierEnd = run.file("lan.switch");
        Path deviceEnd = run.file("wwan.switch");
        Path control = run.file("wire.control");
        LabProcess one =
                run.start(
                        carrier,
                        "lan switch",
                        "vde_switch",
                        "-s",
                        carrierEnd.toString(),
                        "-tap",
                        "lan");
        LabProcess other =
                run.start(
                        device,
                        "wwan switch",
                        "vde_switch",
                        "-s",
                        deviceEnd.toString(),
                        "-tap",
                        "wwan0");
        Await.until(
                "the switches of the cellular link",
                START_LIMIT,
                () -> {
                    one.requireAlive();
                    other.requireAlive();
                    return Files.exists(carrierEnd.resolve("ctl"))
                            && Files.exists(deviceEnd.resolve("ctl"))
                            && hasDevice(carrier, "lan")
                            && hasDevice(device, "wwan0");
                });
        LabProcess wire =
                run.start(
                        carrier,
                        "cellular wire",
                        "wirefilter",
                        "-v",
                        carrierEnd + ":" + deviceEnd,
                        "-M",
                        control.toString());
        Await.until(
                "the wire of the cellular link",
                START_LIMIT,
                () -> {
                    wire.requireAlive();
                    return Files.exists(control);
                });
        carrier.nft(
                "table ip radio { chain forward { type filter hook forward priority -150; policy accept; }\n}\n");
        return new CellularLink(carrier, device, control);
    }

    private static boolean hasDevice(Namespace namespace, String name) {
        return namespace.run(Programs.SHORT, "", "ip", "link", "show", name).exitCode() == 0;
    }

    /** Every packet takes this long more, each way; in whole milliseconds. */
    public void delay(Duration eachWay) {
        WireControl.command(control, "delay " + eachWay.toMillis());
    }

    /** Every packet is lost with this probability, in percent from 0 to 100 in steps of 0.1. */
    public void loss(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a loss is from 0 to 100 percent, not " + percent);
        }
        lossPercent = percent;
        apply();
    }

    /** Nothing gets through, and nobody is told; or things are as before. */
    public void blackhole(boolean isDead) {
        dead = isDead;
        apply();
    }

    /** No more than this many bits in a second, each way. */
    public void rate(long bitsPerSecond) {
        for (Namespace end : new Namespace[] {carrier, device}) {
            end.output(
                    "tc",
                    "qdisc",
                    "replace",
                    "dev",
                    deviceOf(end),
                    "root",
                    "tbf",
                    "rate",
                    bitsPerSecond + "bit",
                    "burst",
                    "32kb",
                    "latency",
                    "400ms");
        }
    }

    /** As fast as this machine can. */
    public void unlimited() {
        for (Namespace end : new Namespace[] {carrier, device}) {
            if (end.output("tc", "qdisc", "show", "dev", deviceOf(end)).contains("tbf")) {
                end.output("tc", "qdisc", "del", "dev", deviceOf(end), "root");
            }
        }
    }

    private String deviceOf(Namespace end) {
        return end.equals(device) ? "wwan0" : "lan";
    }

    private void apply() {
        StringBuilder rules = new StringBuilder("flush chain ip radio forward\n");
        if (dead) {
            rules.append("add rule ip radio forward counter drop\n");
        } else if (lossPercent > 0) {
            rules.append(
                    String.format(
                            Locale.ROOT,
                            "add rule ip radio forward numgen random mod 1000 < %d counter drop%n",
                            Math.round(lossPercent * 10)));
        }
        carrier.nft(rules.toString());
    }
}
