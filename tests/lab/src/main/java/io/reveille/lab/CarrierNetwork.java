/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.time.Duration;

/**
 * The Internet and a carrier's network behind it:
 *
 * <pre>
 *  client ──┐
 *  stranger ┼─ inet ─── wan [carrier: NAT, firewall] lan ── cellular link ── wwan0 [device]
 *  dns ─────┤                                                                  │ radio0
 *  proxy ───┘                                                                  │
 *    └ sms0 ───────────────── smsc ────────────────────────────────────────────┘
 * </pre>
 *
 * Short messages have wires of their own, from the proxy to the SMS centre and from there to the
 * device's modem, and the SMS centre forwards nothing: so the carrier's IP path carries no octet of
 * them. All addresses are from the ranges for documentation and carrier NAT; no namespace has a way
 * out of this machine.
 */
public final class CarrierNetwork implements AutoCloseable {
    public static final String PROXY = "203.0.113.10";
    public static final String RESOLVER = "203.0.113.53";
    public static final String CLIENT = "198.51.100.20";

    /** Someone on the Internet who is no client of the fleet. */
    public static final String STRANGER = "198.51.100.200";

    static final String SMS_CENTRE_FOR_PROXY = "10.255.0.1";
    static final String SMS_CENTRE_FOR_MODEM = "10.255.1.1";

    private final LabRun run;
    private final Namespace inet;
    private final Namespace proxy;
    private final Namespace dns;
    private final Namespace client;
    private final Namespace stranger;
    private final Namespace smsCentre;
    private final CarrierNat carrier;
    private final Device device;
    private final CellularLink link;

    private CarrierNetwork(LabRun run) {
        this.run = run;
        inet = run.namespace("inet");
        proxy = run.namespace("proxy");
        dns = run.namespace("dns");
        client = run.namespace("client");
        stranger = run.namespace("stranger");
        smsCentre = run.namespace("smsc");
        Namespace cgn = run.namespace("cgn");
        Namespace dev = run.namespace("dev");
        inet.sysctl("net.ipv4.ip_forward=1");
        wire(inet, "i-proxy", "203.0.113.1/28", proxy, "eth0", PROXY + "/28");
        wire(inet, "i-dns", "203.0.113.49/28", dns, "eth0", RESOLVER + "/28");
        wire(inet, "i-client", "198.51.100.1/25", client, "eth0", CLIENT + "/25");
        wire(inet, "i-stranger", "198.51.100.129/25", stranger, "eth0", STRANGER + "/25");
        wire(
                inet,
                "i-cgn",
                CarrierNat.UPLINK + "/24",
                cgn,
                "wan",
                CarrierNat.FIRST_ADDRESS + "/24");
        wire(smsCentre, "smpp0", SMS_CENTRE_FOR_PROXY + "/30", proxy, "sms0", "10.255.0.2/30");
        wire(smsCentre, "radio0", SMS_CENTRE_FOR_MODEM + "/30", dev, "radio0", "10.255.1.2/30");
        proxy.ip("route add default via 203.0.113.1");
        dns.ip("route add default via 203.0.113.49");
        client.ip("route add default via 198.51.100.1");
        stranger.ip("route add default via 198.51.100.129");
        link = CellularLink.start(run, cgn, dev);
        carrier = CarrierNat.start(cgn);
        device = Device.start(dev);
    }

    /** Brings a new network up. */
    public static CarrierNetwork up() {
        LabRun run = LabRun.begin();
        try {
            return new CarrierNetwork(run);
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private static void wire(
            Namespace one,
            String device,
            String address,
            Namespace other,
            String otherDevice,
            String otherAddress) {
        one.ip(
                "link add "
                        + device
                        + " type veth peer name "
                        + otherDevice
                        + " netns "
                        + other.name());
        one.ip("addr add " + address + " dev " + device, "link set " + device + " up");
        other.ip(
                "addr add " + otherAddress + " dev " + otherDevice,
                "link set " + otherDevice + " up");
    }

    public LabRun run() {
        return run;
    }

    /** The routers of the Internet. */
    public Namespace inet() {
        return inet;
    }

    public Namespace proxy() {
        return proxy;
    }

    public Namespace dns() {
        return dns;
    }

    public Namespace client() {
        return client;
    }

    public Namespace stranger() {
        return stranger;
    }

    public Namespace smsCentre() {
        return smsCentre;
    }

    public CarrierNat carrier() {
        return carrier;
    }

    public Device device() {
        return device;
    }

    /** The radio bearer between device and carrier. */
    public CellularLink link() {
        return link;
    }

    /**
     * Starts a process in one of these namespaces and waits until it listens on a TCP port there.
     */
    LabProcess startListener(
            Namespace where, String name, int port, Duration limit, String... command) {
        LabProcess process = run.start(where, name, command);
        Await.until(
                name + " to listen on port " + port,
                limit,
                () -> {
                    process.requireAlive();
                    return !where.output("ss", "-Hltn", "sport = :" + port).isBlank();
                });
        return process;
    }

    @Override
    public void close() {
        run.close();
    }
}
