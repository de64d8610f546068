/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.bench.kill9;

import org.jspecify.annotations.NullMarked;
