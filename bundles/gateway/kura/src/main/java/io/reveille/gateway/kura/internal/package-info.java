/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.gateway.kura.internal;

import org.jspecify.annotations.NullMarked;
