/* SPDX-License-Identifier: EPL-2.0 */
/** The ways in for clients, measured side by side. */
@org.jspecify.annotations.NullMarked
package io.reveille.bench.entries;
