/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.ipsec.internal.vici;

import org.jspecify.annotations.NullMarked;
