/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import java.util.List;

/** Values in their order. */
public record ViciList(List<ViciValue> items) implements ViciElement {
    public ViciList {
        items = List.copyOf(items);
    }
}
