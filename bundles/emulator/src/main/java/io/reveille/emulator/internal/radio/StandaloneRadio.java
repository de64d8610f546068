/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.radio;

import io.reveille.emulator.internal.at.Radio;
import io.reveille.sms.SmsSubmit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A network without a centre: it takes every message and keeps the last ones. */
public final class StandaloneRadio implements Radio {
    private static final int MOST_KEPT = 1_000;

    private final Deque<SmsSubmit> sent = new ArrayDeque<>();
    private volatile boolean covered = true;

    @Override
    public boolean isRegistered() {
        return covered;
    }

    @Override
    public synchronized CompletionStage<OptionalInt> submit(SmsSubmit message) {
        if (sent.size() == MOST_KEPT) {
            sent.remove();
        }
        sent.add(message);
        return CompletableFuture.completedStage(OptionalInt.empty());
    }

    @Override
    public void memoryAvailable() {
        // nothing waits for it
    }

    @Override
    public void coverage(boolean isCovered) {
        covered = isCovered;
    }

    /** What was sent, oldest first. */
    public synchronized List<SmsSubmit> sent() {
        return List.copyOf(sent);
    }
}
