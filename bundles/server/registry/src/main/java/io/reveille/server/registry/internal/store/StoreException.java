/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

/** The store can't do what was asked; the message says why and what to do. */
public final class StoreException extends IllegalStateException {
    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
