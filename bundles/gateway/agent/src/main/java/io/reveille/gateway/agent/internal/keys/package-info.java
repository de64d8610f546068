/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.gateway.agent.internal.keys;

import org.jspecify.annotations.NullMarked;
