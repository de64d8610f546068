/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

class TextModeOverTcpTest extends TextModeContract {
    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }
}
