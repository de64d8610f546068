/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.Optional;

/**
 * The network that a modem uses, as {@code +COPS?} tells (3GPP TS 27.007 section 7.3).
 *
 * @param name as people know it
 * @param code mobile country and network code, five or six digits
 * @param technology how it is reached
 */
public record Operator(
        Optional<String> name, Optional<String> code, Optional<AccessTechnology> technology) {}
