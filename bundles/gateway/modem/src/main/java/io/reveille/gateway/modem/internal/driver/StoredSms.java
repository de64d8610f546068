/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.PduLine;
import java.util.Optional;

/**
 * A message in the modem, undecoded.
 *
 * @param location where it is; nowhere when it was shown directly
 * @param format how to read it
 */
record StoredSms(Optional<Location> location, PduLine pdu, MessageFormat format) {}
