/* SPDX-License-Identifier: EPL-2.0 */
/** The registry's database: connections, schema, and one class for each group of tables. */
@NullMarked
package io.reveille.server.registry.internal.store;

import org.jspecify.annotations.NullMarked;
