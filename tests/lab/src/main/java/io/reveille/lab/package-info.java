/* SPDX-License-Identifier: EPL-2.0 */
/**
 * A carrier's network on one machine: Internet, name server, public proxy, client, carrier NAT with
 * firewall and device, each in a network namespace of its own; and the product inside it.
 */
@org.jspecify.annotations.NullMarked
package io.reveille.lab;
