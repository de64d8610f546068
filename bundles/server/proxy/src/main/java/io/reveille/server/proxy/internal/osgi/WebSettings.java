/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import io.reveille.server.proxy.SniOptions;
import io.reveille.server.proxy.WebOptions;
import io.reveille.server.registry.IpLiterals;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that begin with {@code web.} and {@code sni.}. */
final class WebSettings {

    private WebSettings() {}

    static WebOptions options(ProxyConfiguration configuration) {
        return new WebOptions(
                text(configuration.web_listen()).map(IpLiterals::parse),
                configuration.web_port(),
                new SniOptions(
                        listen(configuration),
                        text(configuration.sni_certificate()).map(Path::of),
                        text(configuration.sni_key()).map(Path::of),
                        text(configuration.sni_client_authorities()).map(Path::of),
                        names(configuration.sni_pass_through()),
                        names(configuration.sni_plain())));
    }

    private static Optional<InetSocketAddress> listen(ProxyConfiguration configuration) {
        int port = configuration.sni_port();
        if (port < 0) {
            return Optional.empty();
        }
        return Optional.of(
                text(configuration.sni_listen())
                        .map(IpLiterals::parse)
                        .map(address -> new InetSocketAddress(address, port))
                        .orElseGet(() -> new InetSocketAddress(port)));
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Optional<String> text(String setting) {
        return Optional.of(setting.strip()).filter(text -> !text.isEmpty());
    }
}
