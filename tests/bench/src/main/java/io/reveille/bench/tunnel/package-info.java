/* SPDX-License-Identifier: EPL-2.0 */
/** How fast the tunnel is, beside other ways to the same service, measured in one run. */
@org.jspecify.annotations.NullMarked
package io.reveille.bench.tunnel;
