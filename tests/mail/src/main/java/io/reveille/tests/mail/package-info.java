/* SPDX-License-Identifier: EPL-2.0 */
/** A real mail server for tests. */
@NullMarked
package io.reveille.tests.mail;

import org.jspecify.annotations.NullMarked;
