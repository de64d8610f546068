/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import java.io.IOException;

/** An IPsec tunnel could not be had. The message says why and what to do. */
public final class IpsecException extends IOException {
    private static final long serialVersionUID = 1L;

    public IpsecException(String message, Throwable cause) {
        super(message, cause);
    }

    public IpsecException(String message) {
        super(message);
    }
}
