/* SPDX-License-Identifier: EPL-2.0 */
/** Mails with access requests, and how they are submitted by SMTP. */
@NullMarked
package io.reveille.server.signal.internal.mail;

import org.jspecify.annotations.NullMarked;
