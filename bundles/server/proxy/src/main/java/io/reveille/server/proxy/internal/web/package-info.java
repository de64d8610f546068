/* SPDX-License-Identifier: EPL-2.0 */
/** The reverse proxy: HTTP from clients, by Host, to services that speak HTTP/1.1. */
@NullMarked
package io.reveille.server.proxy.internal.web;

import org.jspecify.annotations.NullMarked;
