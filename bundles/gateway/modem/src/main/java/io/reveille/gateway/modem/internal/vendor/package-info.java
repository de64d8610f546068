/* SPDX-License-Identifier: EPL-2.0 */
/** Where makers depart from the standards, as data. */
@NullMarked
package io.reveille.gateway.modem.internal.vendor;

import org.jspecify.annotations.NullMarked;
