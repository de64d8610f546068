/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.server.signal.internal.secret;

import org.jspecify.annotations.NullMarked;
