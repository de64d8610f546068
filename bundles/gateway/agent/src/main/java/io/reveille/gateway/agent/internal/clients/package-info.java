/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.gateway.agent.internal.clients;

import org.jspecify.annotations.NullMarked;
