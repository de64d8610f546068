/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.gateway.kura.GatewayReport.Channel;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SignalSourceFactory;
import io.reveille.protocol.SignalChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final Path HOME = Path.of("/var/lib/reveille");
    private static final SignalListener NOBODY = (channel, octets, origin) -> {};

    private final Channels channels = new Channels();
    private final TestChannel mqtt = new TestChannel(SignalChannel.MQTT);

    @Test
    void a_channel_that_is_there_is_opened_for_a_gateway_that_comes_and_closed_when_it_goes() {
        channels.add(mqtt, Map.of());

        OpenChannels gateway = channels.attach(HOME, "meter-17", NOBODY);

        assertThat(mqtt.open()).containsExactly("meter-17");
        assertThat(channels.report(gateway))
                .containsExactly(new Channel(SignalChannel.MQTT, "MQTT is well"));
        channels.detach(gateway);
        assertThat(mqtt.open()).isEmpty();
    }

    @Test
    void a_channel_that_comes_is_opened_for_every_gateway_and_closed_when_it_goes() {
        OpenChannels one = channels.attach(HOME, "meter-17", NOBODY);
        channels.attach(Path.of("/srv/other"), "meter-18", NOBODY);

        channels.add(mqtt, Map.of());

        assertThat(mqtt.open()).containsExactlyInAnyOrder("meter-17", "meter-18");
        channels.remove(mqtt);
        assertThat(mqtt.open()).isEmpty();
        assertThat(channels.report(one)).isEmpty();
    }

    @Test
    void a_channel_for_one_home_is_for_no_other_gateway() {
        channels.add(mqtt, Map.of(SignalSourceFactory.HOME, "/var/lib/x/../reveille"));

        channels.attach(Path.of("/srv/other"), "meter-18", NOBODY);
        channels.attach(HOME, "meter-17", NOBODY);

        assertThat(mqtt.open()).containsExactly("meter-17");
    }

    @Test
    void a_channel_that_cannot_be_opened_leaves_the_others_alone() {
        SignalSourceFactory broken =
                (id, listener) -> {
                    throw new NoClassDefFoundError("jakarta/mail/Session");
                };
        channels.add(broken, Map.of());
        channels.add(mqtt, Map.of());

        OpenChannels gateway = channels.attach(HOME, "meter-17", NOBODY);

        assertThat(channels.report(gateway)).hasSize(1);
        channels.remove(broken);
    }

    @Test
    void what_a_channel_brings_gets_to_the_gateway() {
        List<String> brought = new ArrayList<>();
        channels.add(mqtt, Map.of());
        channels.attach(
                HOME, "meter-17", (channel, octets, origin) -> brought.add(channel + " " + octets));

        mqtt.bring(Octets.of((byte) 0xD1));

        assertThat(brought).hasSize(1).first().asString().startsWith("MQTT ");
    }
}
