/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.launcher;

import org.jspecify.annotations.NullMarked;
