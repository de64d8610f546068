/* SPDX-License-Identifier: EPL-2.0 */
/** A mailbox, and what is an access request in it. */
@NullMarked
package io.reveille.gateway.signal.internal.mail;

import org.jspecify.annotations.NullMarked;
