/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import java.util.Map;

/**
 * A request that may use the API.
 *
 * @param path below {@code /api/v1/}, without a leading slash
 * @param query parameters, the first of each name
 * @param body as text, bounded
 */
record ApiRequest(String method, String path, Map<String, String> query, String body) {}
