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
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** MQTT 5 by Paho. */
final class PahoV5 implements Wire, MqttCallback {
    private static final int RECEIVE_MAXIMUM = 32;
    private static final int QUIESCE_MILLIS = 20;
    private static final int CLOSE_MILLIS = 1_000;
    private static final int NO_RETAINED = 2; // MQTT 5, 3.8.3.1

    private final MqttSettings settings;
    private final WireEvents events;
    private final BrokerSocket socket;
    private final MqttAsyncClient client;

    PahoV5(MqttSettings settings, WireEvents events) throws WireException {
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

    private MqttConnectionOptions options() throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(new BrokerSockets(socket));
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) Math.max(1, settings.times().answer().toSeconds()));
        options.setKeepAliveInterval((int) settings.times().keepAlive().toSeconds());
        options.setCleanStart(settings.sessionExpiry().isZero());
        options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize((long) PacketGuard.LARGEST);
        options.setTopicAliasMaximum(0);
        if (settings.login().isPresent()) {
            options.setUserName(settings.login().get().user());
            options.setPassword(PasswordFile.read(settings.login().get().passwordFile()));
        }
        settings.presence()
                .ifPresent(topic -> options.setWill(topic, message(MqttTopics.OFFLINE, true)));
        return options;
    }

    private static MqttMessage message(String payload, boolean retained) {
        return new MqttMessage(
                payload.getBytes(StandardCharsets.US_ASCII), 1, retained, new MqttProperties());
    }

    @Override
    public void subscribe(List<String> filters) throws WireException {
        MqttSubscription[] subscriptions =
                filters.stream().map(this::subscription).toArray(MqttSubscription[]::new);
        try {
            IMqttToken token = client.subscribe(subscriptions, null, null, new MqttProperties());
            token.waitForCompletion(settings.times().answer().toMillis());
            int worst = Arrays.stream(token.getReasonCodes()).max().orElse(0);
            if (worst >= ReasonCodes.ERROR) {
                throw new WireException(
                        Kind.REFUSED,
                        "the broker refuses the subscription to %s: %s"
                                .formatted(String.join(", ", filters), ReasonCodes.of(worst)));
            }
        } catch (MqttException e) {
            throw Reasons.lost(settings, socket, e);
        }
    }

    private MqttSubscription subscription(String filter) {
        MqttSubscription subscription = new MqttSubscription(filter, 1);
        if (!settings.sessionExpiry().isZero()) {
            subscription.setRetainHandling(NO_RETAINED);
        }
        return subscription;
    }

    @Override
    public CompletableFuture<MqttReceipt> publish(
            String topic, byte[] payload, boolean retained, Optional<Duration> expiry) {
        CompletableFuture<MqttReceipt> result = new CompletableFuture<>();
        MqttProperties properties = new MqttProperties();
        expiry.ifPresent(e -> properties.setMessageExpiryInterval(Math.max(1, e.toSeconds())));
        try {
            IMqttToken unused =
                    client.publish(
                            topic,
                            new MqttMessage(payload, 1, retained, properties),
                            null,
                            new MqttActionListener() {
                                @Override
                                public void onSuccess(IMqttToken token) {
                                    acknowledged(result, topic, token);
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

    private static void acknowledged(
            CompletableFuture<MqttReceipt> result, String topic, IMqttToken token) {
        int[] codes = token.getReasonCodes();
        int code = codes == null || codes.length == 0 ? 0 : codes[0];
        if (code >= ReasonCodes.ERROR) {
            result.completeExceptionally(
                    new WireException(
                            Kind.REFUSED,
                            "the broker refuses the message to "
                                    + topic
                                    + ": "
                                    + ReasonCodes.of(code)));
        } else {
            result.complete(
                    code == ReasonCodes.NO_MATCHING_SUBSCRIBERS
                            ? MqttReceipt.NO_SUBSCRIBERS
                            : MqttReceipt.ACCEPTED);
        }
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
    public void disconnected(MqttDisconnectResponse response) {
        MqttException why = response.getException();
        events.lost(
                Reasons.lost(
                        settings,
                        socket,
                        why == null ? new MqttException(response.getReturnCode()) : why));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String address) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

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
        return "MQTT 5";
    }
}
