/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

/** Where a message is: a storage and a place in it. */
record Location(String memory, int index) {
    @Override
    public String toString() {
        return memory + " " + index;
    }
}
