/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.server.signal.internal.receipts;

import org.jspecify.annotations.NullMarked;
