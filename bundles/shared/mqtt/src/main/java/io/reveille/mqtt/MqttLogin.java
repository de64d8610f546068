/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.nio.file.Path;

/**
 * An account with a broker.
 *
 * @param user its name, 1 to 255 characters
 * @param passwordFile a file of mode 600 whose first line is the password; read at every attempt to
 *     connect
 */
public record MqttLogin(String user, Path passwordFile) {
    public MqttLogin {
        if (user.isBlank() || user.length() > 255) {
            throw new IllegalArgumentException("user is to be 1 to 255 characters");
        }
    }
}
