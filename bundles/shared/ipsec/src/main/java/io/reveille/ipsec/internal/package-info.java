/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.ipsec.internal;

import org.jspecify.annotations.NullMarked;
