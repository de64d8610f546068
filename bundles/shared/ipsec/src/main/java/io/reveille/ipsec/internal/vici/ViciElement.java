/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

/** What stands under a name in a vici message. */
public sealed interface ViciElement permits ViciValue, ViciList, ViciSection {}
