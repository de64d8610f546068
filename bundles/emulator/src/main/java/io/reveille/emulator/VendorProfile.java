/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

/** Whose modem is emulated. */
public record VendorProfile(String name) {}
