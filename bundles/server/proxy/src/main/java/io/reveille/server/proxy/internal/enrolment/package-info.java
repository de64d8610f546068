/* SPDX-License-Identifier: EPL-2.0 */
/** Where gateways enrol: HTTPS in front of the registry's enrolments. */
@NullMarked
package io.reveille.server.proxy.internal.enrolment;

import org.jspecify.annotations.NullMarked;
