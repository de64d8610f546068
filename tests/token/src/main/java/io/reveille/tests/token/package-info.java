/* SPDX-License-Identifier: EPL-2.0 */
/** A PKCS #11 token for the tests of other modules. */
@NullMarked
package io.reveille.tests.token;

import org.jspecify.annotations.NullMarked;
