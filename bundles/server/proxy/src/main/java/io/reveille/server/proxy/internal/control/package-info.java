/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.server.proxy.internal.control;

import org.jspecify.annotations.NullMarked;
