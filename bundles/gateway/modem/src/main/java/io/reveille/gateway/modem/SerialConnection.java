/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An open line to a modem: octets in, octets out, in the order in which they are sent.
 *
 * <p>One thread reads and one writes at a time. {@link #close()} may come from any thread, is
 * idempotent, and ends a read that is waiting within two seconds, either with the end of the stream
 * or with an exception.
 */
public interface SerialConnection extends Closeable {

    /** What the modem sends; blocks until at least one octet is there; -1 once the port is gone. */
    InputStream input();

    /** What the modem is to get; a write gives up with an exception rather than wait for ever. */
    OutputStream output();
}
