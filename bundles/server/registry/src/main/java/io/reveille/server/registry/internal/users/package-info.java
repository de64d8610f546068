/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.server.registry.internal.users;

import org.jspecify.annotations.NullMarked;
