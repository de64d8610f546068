/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The public proxy and a gateway, each in a Java machine of its own with the options that the
 * product has. The access request goes from one to the other by way of this process.
 */
final class ReveilleTunnel implements Contender {
    private static final Pattern REQUEST = Pattern.compile("(?m)^request ([0-9a-f]+)$");
    private static final Pattern ENTRY = Pattern.compile("(?m)^entry (\\d+)$");
    private static final Pattern READY = Pattern.compile("(?m)^(ready)$");

    private final Daemon proxy;
    private final Daemon gateway;
    private final int port;

    private ReveilleTunnel(Daemon proxy, Daemon gateway, int port) {
        this.proxy = proxy;
        this.gateway = gateway;
        this.port = port;
    }

    static ReveilleTunnel start(Path directory, int servicePort) throws IOException {
        Path serverHome = directory.resolve("server");
        Path gatewayHome = directory.resolve("gateway");
        Daemon proxy =
                java(
                        "reveille proxy",
                        "server",
                        directory,
                        ProxyProcess.class,
                        serverHome.toString(),
                        gatewayHome.toString(),
                        String.valueOf(servicePort));
        int port = Integer.parseInt(proxy.await(ENTRY));
        Daemon gateway =
                java(
                        "reveille gateway",
                        "gateway",
                        directory,
                        GatewayProcess.class,
                        gatewayHome.toString(),
                        String.valueOf(servicePort));
        gateway.await(READY);
        return new ReveilleTunnel(proxy, gateway, port);
    }

    /** Brings the tunnel up: a client comes, and the access request that it causes is handed on. */
    void wake() throws IOException {
        proxy.await("the entry of the proxy", () -> Ports.open(port));
        try (java.net.Socket client =
                new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write('e');
            gateway.tell(proxy.await(REQUEST));
            client.getOutputStream().write('x');
            if (client.getInputStream().read() != 'x') {
                throw new IOException("no tunnel came up:\n" + proxy.said() + gateway.said());
            }
        }
    }

    private static Daemon java(
            String name, String feature, Path directory, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(feature));
        String more = System.getProperty("reveille.bench." + feature + ".options", "");
        if (!more.isBlank()) {
            command.addAll(List.of(more.strip().split(" +", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return Daemon.start(name, directory, command);
    }

    /** Those that the product starts its Java machine with. */
    private static List<String> options(String feature) throws IOException {
        String file = feature + "/configuration/jvm.options";
        try (InputStream in =
                        Objects.requireNonNull(
                                ReveilleTunnel.class.getResourceAsStream(file), file);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(String::strip).filter(line -> line.startsWith("-")).toList();
        }
    }

    @Override
    public String name() {
        return "Reveille";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Daemon> processes() {
        return List.of(proxy, gateway);
    }

    @Override
    public void close() {
        gateway.close();
        proxy.close();
    }
}
