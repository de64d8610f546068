/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

/** Carries one command out. */
@FunctionalInterface
interface Handler {
    /** What it comes to. */
    Reply handle(Request request);
}
