/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.reveille.server.proxy.internal.Reception;

/** What all requests stand on. */
record WebGround(Gate gate, Reception reception, WaitingRoom waiting) {}
