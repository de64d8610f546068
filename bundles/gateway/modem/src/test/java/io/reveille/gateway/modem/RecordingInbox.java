/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import io.reveille.sms.SmsDeliver;
import io.reveille.sms.WholeMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is shown, and says what it was told to say. */
final class RecordingInbox implements SmsInbox {
    private final List<WholeMessage> shown = new CopyOnWriteArrayList<>();
    private volatile Disposition answer = Disposition.TAKEN;

    void answers(Disposition disposition) {
        answer = disposition;
    }

    @Override
    public Disposition received(WholeMessage message) {
        shown.add(message);
        return answer;
    }

    List<SmsDeliver> parts() {
        return shown.stream().flatMap(message -> message.parts().stream()).toList();
    }

    List<String> texts() {
        return shown.stream().map(message -> message.text().orElse(message.body().hex())).toList();
    }
}
