/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.server.console.internal;

import org.jspecify.annotations.NullMarked;
