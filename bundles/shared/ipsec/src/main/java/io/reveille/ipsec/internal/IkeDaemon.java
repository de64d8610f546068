/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal;

import io.reveille.ipsec.internal.vici.CommandFailedException;
import io.reveille.ipsec.internal.vici.ViciConnection;
import io.reveille.ipsec.internal.vici.ViciSection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of strongSwan's daemon. Every order opens a connection of its own, so that a daemon
 * that was restarted in between is no different.
 */
public final class IkeDaemon {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGER = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(IkeDaemon.class);

    private final Path socket;

    public IkeDaemon(Path socket) {
        this.socket = socket;
    }

    private interface Order<T> {
        T give(ViciConnection daemon) throws IOException;
    }

    private <T> T ask(Duration patience, Order<T> order) throws IOException {
        try (ViciConnection daemon = ViciConnection.open(socket, patience)) {
            return order.give(daemon);
        }
    }

    /** Name and version, for people. */
    public String version() throws IOException {
        ViciSection answer = ask(PATIENCE, daemon -> daemon.request("version", new ViciSection()));
        return answer.text("daemon").orElse("an IKE daemon")
                + " "
                + answer.text("version").orElse("");
    }

    /** Loads a connection, in place of one of that name. */
    public void loadConnection(String name, ViciSection connection) throws IOException {
        order("load-conn", new ViciSection().put(name, connection));
    }

    /**
     * Loads a pre-shared key, in place of one of that name.
     *
     * @param key is wiped
     */
    public void loadKey(String name, byte[] key, String... owners) throws IOException {
        try {
            order(
                    "load-shared",
                    new ViciSection()
                            .put("id", name)
                            .put("type", "IKE")
                            .put("data", key)
                            .putList("owners", owners));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Loads a private key for certificates.
     *
     * @param pem is wiped
     */
    public void loadPrivateKey(byte[] pem) throws IOException {
        try {
            order("load-key", new ViciSection().put("type", "any").put("data", pem));
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    /** Trusts a certification authority. */
    public void loadAuthority(byte[] certificate) throws IOException {
        order(
                "load-cert",
                new ViciSection().put("type", "X509").put("flag", "CA").put("data", certificate));
    }

    /** Has virtual addresses to give out. */
    public void loadPool(String name, String range) throws IOException {
        order("load-pool", new ViciSection().put(name, new ViciSection().put("addrs", range)));
    }

    /**
     * Brings a connection up.
     *
     * @throws IOException when it does not come up; the message has the daemon's last words
     */
    public void initiate(String name, String child, Duration patience) throws IOException {
        List<String> said = new ArrayList<>();
        try {
            ask(
                    patience.plus(LONGER),
                    daemon ->
                            daemon.request(
                                    "initiate",
                                    new ViciSection()
                                            .put("ike", name)
                                            .put("child", child)
                                            .put("timeout", String.valueOf(patience.toMillis()))
                                            .put("loglevel", "1"),
                                    "control-log",
                                    line -> line.text("msg").ifPresent(said::add)));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + lastWords(said), e);
        }
    }

    private static String lastWords(List<String> said) {
        String last = said.isEmpty() ? "" : said.get(said.size() - 1);
        for (String line : said) {
            if (line.startsWith("received") && line.contains("notify")) {
                last = line;
            }
        }
        return last.isEmpty() ? "" : " (" + last.replaceAll("[^\\x20-\\x7E]", "?") + ")";
    }

    /** Ends a connection if it is up, and forgets it and the key of the same name. */
    public void forget(String name) throws IOException {
        for (ViciSection sa : securityAssociations()) {
            if (sa.names().contains(name)) {
                attempt(
                        "terminate",
                        new ViciSection()
                                .put("ike", name)
                                .put("force", "yes")
                                .put("timeout", String.valueOf(FAREWELL.toMillis())));
                break;
            }
        }
        attempt("unload-conn", new ViciSection().put("name", name));
        attempt("unload-shared", new ViciSection().put("id", name));
    }

    /** Forgets all connections and keys whose names begin like that. */
    public void forgetAll(String prefix) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (ViciSection sa : securityAssociations()) {
            names.addAll(sa.names());
        }
        names.addAll(
                ask(PATIENCE, daemon -> daemon.request("get-conns", new ViciSection()))
                        .texts("conns"));
        names.addAll(
                ask(PATIENCE, daemon -> daemon.request("get-shared", new ViciSection()))
                        .texts("keys"));
        for (String name : names) {
            if (name.startsWith(prefix)) {
                forget(name);
            }
        }
    }

    /** The name of the connection that gave out this virtual address, if one is up. */
    public Optional<String> connectionOf(String virtualAddress) throws IOException {
        for (ViciSection sa : securityAssociations()) {
            for (String name : sa.names()) {
                boolean has =
                        sa.section(name)
                                .filter(ike -> ike.text("state").equals(Optional.of("ESTABLISHED")))
                                .filter(ike -> ike.texts("remote-vips").contains(virtualAddress))
                                .isPresent();
                if (has) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    /** Each with one element: its connection's name. */
    public List<ViciSection> securityAssociations() throws IOException {
        return ask(PATIENCE, daemon -> daemon.list("list-sas", "list-sa", new ViciSection()));
    }

    private void order(String command, ViciSection arguments) throws IOException {
        var unused = ask(PATIENCE, daemon -> daemon.request(command, arguments));
    }

    /** What is not there any more need not be removed. */
    private void attempt(String command, ViciSection arguments) throws IOException {
        try {
            order(command, arguments);
        } catch (CommandFailedException e) {
            LOG.debug("{}", e.getMessage());
        }
    }
}
