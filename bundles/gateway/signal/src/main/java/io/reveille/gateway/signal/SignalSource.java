/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.protocol.SignalChannel;

/** One way by which access requests come in. It tells its {@link SignalListener} about each. */
public interface SignalSource extends AutoCloseable {

    /** Which channel it is: part of what a request is sealed for. */
    SignalChannel channel();

    /** One sentence for people: how it is, and what to do if it is not well. */
    String health();

    /** Takes no more requests; waits for none. */
    @Override
    void close();
}
