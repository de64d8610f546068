/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The network that a modem uses, as {@code +COPS?} tells (3GPP TS 27.007 section 7.3).
 *
 * @param name as people know it
 * @param code mobile country and network code, five or six digits
 * @param technology the number of the access technology ({@code <AcT>}: 0 GSM, 2 UTRAN, 7 E-UTRAN,
 *     …)
 */
public record Operator(Optional<String> name, Optional<String> code, OptionalInt technology) {}
