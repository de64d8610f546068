/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.gateway.agent.internal.HostPort;
import io.reveille.gateway.agent.internal.dial.OfferedServices;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedServiceTest {
    @Test
    void reads_a_list_with_ipv4_ipv6_names_and_blanks() {
        List<OfferedService> services =
                OfferedService.parse(
                        "http=127.0.0.1:8080, ssh = [::1]:22,plc=Meter.lan:502,web=localhost:80");

        assertThat(services)
                .extracting(OfferedService::name)
                .containsExactly("http", "ssh", "plc", "web");
        assertThat(services)
                .extracting(OfferedService::address)
                .containsExactly(
                        address("127.0.0.1", 8080),
                        address("::1", 22),
                        InetSocketAddress.createUnresolved("meter.lan", 502),
                        address("127.0.0.1", 80));
    }

    @Test
    void empty_text_offers_nothing() {
        assertThat(OfferedService.parse("  ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http                       | "http" is not a service; write name=host:port
                    http=127.0.0.1             | service http: "127.0.0.1" is not host:port
                    http=127.0.0.1:0           | ports 1 to 65535
                    http=127.0.0.1:65536       | ports 1 to 65535
                    http=127.0.0.256:80        | service http: "127.0.0.256:80"
                    http=1.2.3:80              | service http: "1.2.3:80"
                    http=::1:80                | [::1]:8080
                    http=[::1%eth0]:80         | service http
                    http=a b:80                | service http
                    http=[1.2.3.4]:80          | service http
                    Http=127.0.0.1:80          | service name "Http" must be 1 to 32 of a-z
                    -a=127.0.0.1:80            | not beginning or ending with "-"
                    a=127.0.0.1:80,            | "" is not a service
                    a=127.0.0.1:1,a=127.0.0.1:2| service a is listed twice
                    """)
    void says_which_entry_is_wrong_and_what_to_write(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfferedService.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void refuses_more_services_than_a_gateway_may_offer() {
        String text =
                IntStream.rangeClosed(1, OfferedService.MAX_SERVICES + 1)
                        .mapToObj(i -> "s" + i + "=127.0.0.1:" + i)
                        .collect(Collectors.joining(","));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfferedService.parse(text))
                .withMessageContaining("more than 64 services");
    }

    @Property
    void any_text_gives_services_or_a_message(@ForAll String text) {
        try {
            String written =
                    OfferedService.parse(text).stream()
                            .map(OfferedService::toString)
                            .collect(Collectors.joining(","));
            assertThat(OfferedService.parse(written)).isEqualTo(OfferedService.parse(text));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("[^\\p{Cntrl}]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "127.0.0.1:8080", "[::1]:22", "[0:0:0:0:0:0:0:1]:22"})
    void what_is_offered_resolves_by_name_and_by_address(String authority) {
        assertThat(offered().resolve(authority)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP",
                "http:8080",
                "127.0.0.1:8081",
                "127.0.0.1:22",
                "[::1]:8080",
                "10.0.0.1:8080",
                "http@evil",
                "127.1:8080",
                "127.0.0.1:08080x"
            })
    void nothing_else_resolves(String authority) {
        assertThat(offered().resolve(authority)).isEmpty();
    }

    @Property
    void whatever_is_asked_resolves_to_nothing_but_what_is_offered(@ForAll String authority) {
        assertThat(offered().resolve(authority))
                .isIn(
                        Optional.empty(),
                        Optional.of(address("127.0.0.1", 8080)),
                        Optional.of(address("::1", 22)));
    }

    @Test
    void a_port_names_a_service_only_when_one_alone_has_it() {
        OfferedServices services =
                new OfferedServices(
                        OfferedService.parse("a=10.0.0.1:502,b=10.0.0.2:502,c=10.0.0.2:80"));

        assertThat(services.offersPort(502)).isTrue();
        assertThat(services.onlyServiceOn(502)).isEmpty();
        assertThat(services.onlyServiceOn(80)).contains(address("10.0.0.2", 80));
        assertThat(services.offersPort(81)).isFalse();
    }

    @Test
    void services_by_udp_are_asked_for_as_such() {
        List<OfferedService> services = OfferedService.parse("coap=udp:127.0.0.1:5683,a=[::1]:80");
        OfferedServices offered = new OfferedServices(services);

        assertThat(services).map(OfferedService::toString).contains("coap=udp:127.0.0.1:5683");
        assertThat(offered.resolveDatagrams("coap")).contains(address("127.0.0.1", 5683));
        assertThat(offered.resolve("coap")).isEmpty();
        assertThat(offered.resolveDatagrams("a")).isEmpty();
        assertThat(offered.onlyServiceOn(5683)).isEmpty();
    }

    private static InetSocketAddress address(String ip, int port) {
        return new InetSocketAddress(HostPort.address(ip).orElseThrow(), port);
    }

    private static OfferedServices offered() {
        return new OfferedServices(OfferedService.parse("http=127.0.0.1:8080,ssh=[::1]:22"));
    }
}
