/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.gateway.agent.internal.identity;

import org.jspecify.annotations.NullMarked;
