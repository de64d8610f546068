/* SPDX-License-Identifier: EPL-2.0 */
/** What is an access request among what comes in. */
@NullMarked
package io.reveille.gateway.signal.internal;

import org.jspecify.annotations.NullMarked;
