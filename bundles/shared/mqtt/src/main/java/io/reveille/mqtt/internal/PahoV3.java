/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttMessageIn;
import io.reveille.mqtt.MqttReceipt;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTopics;
import io.reveille.mqtt.internal.WireException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** MQTT 3.1.1 by Paho. */
final class PahoV3 implements Wire, MqttCallback {
    private static final int MOST_IN_FLIGHT = 64;
    private static final int QUIESCE_MILLIS = 20;
    private static final int CLOSE_MILLIS = 1_000;
    private static final int FAILURE = 0x80; // MQTT 3.1.1, 3.9.3

    private final MqttSettings settings;
    private final WireEvents events;
    private final BrokerSocket socket;
    private final MqttAsyncClient client;

    PahoV3(MqttSettings settings, WireEvents events) throws WireException {
        this.settings = settings;
        this.events = events;
        this.socket = new BrokerSocket(settings);
        try {
            client =
                    new MqttAsyncClient(
                            BrokerSockets.ADDRESS, settings.clientId(), new MemoryPersistence());
        } catch (MqttException e) {
            throw new WireException(Kind.LOST, "Paho cannot be used: " + e.getMessage());
        }
        client.setManualAcks(true);
        client.setCallback(this);
    }

    @Override
    public void open() throws WireException {
        try {
            client.connect(options(), null, null)
                    .waitForCompletion(settings.times().answer().toMillis());
        } catch (MqttException e) {
            throw Reasons.refused(settings, socket, e);
        } catch (IOException e) {
            throw new WireException(Kind.LOST, String.valueOf(e.getMessage()));
        }
    }

    private MqttConnectOptions options() throws IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setSocketFactory(new BrokerSockets(socket));
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) Math.max(1, settings.times().answer().toSeconds()));
        options.setKeepAliveInterval((int) settings.times().keepAlive().toSeconds());
        options.setCleanSession(settings.sessionExpiry().isZero());
        options.setMaxInflight(MOST_IN_FLIGHT);
        if (settings.login().isPresent()) {
            options.setUserName(settings.login().get().user());
            byte[] password = PasswordFile.read(settings.login().get().passwordFile());
            options.setPassword(new String(password, StandardCharsets.UTF_8).toCharArray());
        }
        settings.presence()
                .ifPresent(
                        topic ->
                                options.setWill(
                                        topic,
                                        MqttTopics.OFFLINE.getBytes(StandardCharsets.US_ASCII),
                                        1,
                                        true));
        return options;
    }

    @Override
    public void subscribe(List<String> filters) throws WireException {
        int[] qos = new int[filters.size()];
        Arrays.fill(qos, 1);
        try {
            IMqttToken token = client.subscribe(filters.toArray(new String[0]), qos);
            token.waitForCompletion(settings.times().answer().toMillis());
            if (Arrays.stream(token.getGrantedQos()).anyMatch(granted -> granted >= FAILURE)) {
                throw new WireException(
                        Kind.REFUSED,
                        "the broker refuses the subscription to " + String.join(", ", filters));
            }
        } catch (MqttException e) {
            throw Reasons.lost(settings, socket, e);
        }
    }

    @Override
    public CompletableFuture<MqttReceipt> publish(
            String topic, byte[] payload, boolean retained, Optional<Duration> expiry) {
        CompletableFuture<MqttReceipt> result = new CompletableFuture<>();
        try {
            IMqttDeliveryToken unused =
                    client.publish(
                            topic,
                            payload,
                            1,
                            retained,
                            null,
                            new IMqttActionListener() {
                                @Override
                                public void onSuccess(IMqttToken token) {
                                    result.complete(MqttReceipt.ACCEPTED);
                                }

                                @Override
                                public void onFailure(IMqttToken token, Throwable why) {
                                    result.completeExceptionally(
                                            new WireException(
                                                    Kind.LOST, String.valueOf(why.getMessage())));
                                }
                            });
        } catch (MqttException | RuntimeException e) {
            result.completeExceptionally(
                    new WireException(Kind.LOST, String.valueOf(e.getMessage())));
        }
        return result;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        int id = message.getId();
        int qos = message.getQos();
        events.received(
                new MqttMessageIn(topic, Octets.of(message.getPayload()), message.isRetained()),
                () -> acknowledge(id, qos));
    }

    private void acknowledge(int id, int qos) {
        try {
            client.messageArrivedComplete(id, qos);
        } catch (MqttException | RuntimeException gone) {
            // the connection is lost; the broker delivers it again
        }
    }

    @Override
    public void connectionLost(Throwable why) {
        events.lost(
                Reasons.lost(
                        settings, socket, why instanceof Exception e ? e : new IOException(why)));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    @Override
    public void close(boolean gracefully) {
        try {
            if (gracefully) {
                client.disconnect(QUIESCE_MILLIS).waitForCompletion(CLOSE_MILLIS);
            }
            socket.close();
            client.disconnectForcibly(1, 1, false);
            client.close();
        } catch (IOException | MqttException | RuntimeException gone) {
            // nothing is left to be closed
        }
    }

    @Override
    public String version() {
        return "MQTT 3.1.1";
    }
}
