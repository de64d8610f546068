/* SPDX-License-Identifier: EPL-2.0 */
@NullMarked
package io.reveille.sms.internal;

import org.jspecify.annotations.NullMarked;
