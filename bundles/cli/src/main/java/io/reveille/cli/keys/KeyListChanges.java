/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.keys;

import io.reveille.crypto.Certificates;
import io.reveille.crypto.RootKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.KeyList.Sender;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a list changes against the one before, in plain words. */
final class KeyListChanges {
    private KeyListChanges() {}

    /** One line for each change; every entry if there was no list before. */
    static List<String> of(Optional<KeyList> before, KeyList after) {
        List<String> lines = new ArrayList<>();
        for (Sender sender : after.senders()) {
            Optional<Sender> was = find(before, sender);
            if (was.isEmpty()) {
                lines.add("new: " + words(sender));
            } else if (was.get().state() != sender.state()) {
                lines.add("changed: " + words(sender) + ", before " + state(was.get()));
            }
        }
        before.ifPresent(
                list -> {
                    for (Sender sender : list.senders()) {
                        if (find(Optional.of(after), sender).isEmpty()) {
                            lines.add("gone: " + words(sender));
                        }
                    }
                });
        differences(
                before.map(KeyList::authorities).orElse(List.of()).stream()
                        .map(KeyListChanges::authority)
                        .toList(),
                after.authorities().stream().map(KeyListChanges::authority).toList(),
                lines);
        differences(
                before.map(KeyList::serverNames).orElse(List.of()).stream()
                        .map(name -> "server name " + name)
                        .toList(),
                after.serverNames().stream().map(name -> "server name " + name).toList(),
                lines);
        differences(
                proxies(before.map(KeyList::proxies).orElse(List.of())),
                proxies(after.proxies()),
                lines);
        differences(
                before.map(KeyListChanges::revocations).orElse(List.of()),
                revocations(after),
                lines);
        if (before.isPresent() && before.get().minimumSuite() != after.minimumSuite()) {
            lines.add("changed: the lowest suite is 0x%02x".formatted(after.minimumSuite()));
        }
        after.nextRootKey()
                .ifPresent(
                        key ->
                                lines.add(
                                        "NEW ROOT KEY after this list: "
                                                + RootKey.fingerprint(key)));
        return lines;
    }

    private static void differences(List<String> before, List<String> after, List<String> lines) {
        after.stream().filter(v -> !before.contains(v)).forEach(v -> lines.add("new: " + v));
        before.stream().filter(v -> !after.contains(v)).forEach(v -> lines.add("gone: " + v));
    }

    private static Optional<Sender> find(Optional<KeyList> list, Sender sender) {
        return list.stream()
                .flatMap(l -> l.senders().stream())
                .filter(s -> s.id() == sender.id() && s.key().equals(sender.key()))
                .findFirst();
    }

    private static String words(Sender sender) {
        return "sender key %d (%s), %s"
                .formatted(sender.id(), sender.key().base64(), state(sender));
    }

    private static String state(Sender sender) {
        return switch (sender.state()) {
            case CURRENT -> "seals access requests";
            case ACCEPTED -> "is accepted";
            case REVOKED -> "is REVOKED";
        };
    }

    private static String authority(X509Certificate certificate) {
        return "certificate authority " + Certificates.fingerprint(certificate);
    }

    private static List<String> proxies(List<InetAddress> addresses) {
        return addresses.stream().map(a -> "proxy address " + a.getHostAddress()).toList();
    }

    private static List<String> revocations(KeyList list) {
        return list.revoked().stream()
                .map(
                        r ->
                                "revoked %s %s"
                                        .formatted(
                                                r.kind().name().toLowerCase(Locale.ROOT),
                                                r.sha256()))
                .toList();
    }
}
