/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.gateway.agent.internal.control;

import org.jspecify.annotations.NullMarked;
