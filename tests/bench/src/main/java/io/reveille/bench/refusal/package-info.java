/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.bench.refusal;

import org.jspecify.annotations.NullMarked;
