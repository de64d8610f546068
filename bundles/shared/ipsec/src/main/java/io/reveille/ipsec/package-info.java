/* SPDX-License-Identifier: EPL-2.0 */
/**
 * IPsec tunnels: what a gateway and a public proxy ask of the strongSwan daemon beside them, over
 * its vici socket.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.reveille.ipsec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
