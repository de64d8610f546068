/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.internal.WireException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Says why a connection did not come up or went down, so that someone can do something about it.
 */
final class Reasons {
    private Reasons() {}

    /** Why it did not come up. */
    static WireException refused(MqttSettings settings, BrokerSocket socket, Exception paho) {
        int code = socket.connectCode();
        if (code > 0) {
            return new WireException(
                    ReasonCodes.isUnsupportedVersion(code)
                            ? Kind.UNSUPPORTED_VERSION
                            : Kind.REFUSED,
                    "the broker refuses the connection: " + ReasonCodes.ofConnect(code));
        }
        return lost(settings, socket, paho);
    }

    /** Why it went down. */
    static WireException lost(MqttSettings settings, BrokerSocket socket, Exception paho) {
        int code = socket.disconnectCode();
        if (code == ReasonCodes.SESSION_TAKEN_OVER) {
            return new WireException(
                    Kind.TAKEN_OVER,
                    "another client has connected with the client id "
                            + settings.clientId()
                            + ": give each its own");
        }
        if (code != PacketGuard.NONE) {
            return new WireException(
                    Kind.LOST, "the broker ended the connection: " + ReasonCodes.of(code));
        }
        Optional<IOException> failure = socket.failure();
        return new WireException(
                Kind.LOST,
                failure.isPresent() ? text(settings, failure.get()) : text(settings, paho));
    }

    private static String text(MqttSettings settings, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "there is no host " + settings.host();
            } else if (cause instanceof ConnectException) {
                return "connection refused";
            } else if (cause instanceof SocketTimeoutException) {
                return "no answer within " + settings.times().answer().toMillis() + " ms";
            } else if (cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException) {
                return "the broker's certificate is not trusted: its authority is not among those in"
                        + " ca.file ("
                        + cause.getMessage()
                        + ")";
            } else if (cause instanceof CertificateException && cause.getCause() == null) {
                return "the broker's certificate is not one for "
                        + settings.host()
                        + ": "
                        + cause.getMessage();
            } else if (cause instanceof SSLException && isAlert(cause)) {
                return "the broker ended the TLS handshake ("
                        + cause.getMessage()
                        + "): it may want a client certificate, or another one";
            } else if (cause instanceof EOFException) {
                return "the broker closed the connection";
            }
        }
        return String.valueOf(e.getMessage());
    }

    private static boolean isAlert(Throwable e) {
        return String.valueOf(e.getMessage()).contains("fatal alert");
    }
}
