/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.server.signal.internal.http;

import org.jspecify.annotations.NullMarked;
