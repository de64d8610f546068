/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.time.Instant;

/**
 * One DNS query and its answer: steps A and B.
 *
 * @param service empty if the query was for the gateway's address
 * @param asker usually the client's resolver
 * @param query when the query came in
 * @param answer when the answer went out
 * @param answerText for people, at most 200 characters
 */
public record Lookup(
        String gatewayId,
        String service,
        InetAddress asker,
        Instant query,
        Instant answer,
        String answerText) {}
