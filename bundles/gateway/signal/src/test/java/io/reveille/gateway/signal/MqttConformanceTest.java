/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SignalChannel;
import io.reveille.tests.mqtt.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** MQTT, through a real broker. */
class MqttConformanceTest extends ChannelConformance {
    @TempDir Path folder;

    @Override
    SignalChannel channel() {
        return SignalChannel.MQTT;
    }

    @Override
    Carrier open(SignalListener listener) throws IOException {
        return new Broker(Mosquitto.open(folder), listener);
    }

    private static final class Broker implements Carrier {
        private final Mosquitto mosquitto;
        private final MqttSignalSource source;
        private final MqttSender sender;

        Broker(Mosquitto mosquitto, SignalListener listener) {
            this.mosquitto = mosquitto;
            source = MqttSender.source(mosquitto.port(), MqttProtocol.AUTO, listener);
            sender = new MqttSender(mosquitto.port());
            await().until(() -> source.health().contains("connected to 127.0.0.1"));
        }

        @Override
        public void bring(Octets octets) throws Exception {
            sender.send(octets);
        }

        @Override
        public Recipient recipient() {
            return new LongRecipient(SealedRequests.GATEWAY);
        }

        @Override
        public void close() {
            sender.close();
            source.close();
            mosquitto.close();
        }
    }
}
