/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.ipsec.IpsecSettings;

/**
 * How a gateway brings IPsec tunnels up.
 *
 * @param settings where the IKE daemon is and how it is used
 * @param byCertificate whether IKE uses this gateway's certificate, rather than the key of each
 *     access request
 */
public record GatewayIpsec(IpsecSettings settings, boolean byCertificate) {}
