/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/**
 * What a client shows to tell who it is. What is secret in it stays the caller's, who should
 * destroy it once there is a verdict.
 */
public sealed interface ClientCredentials
        permits PasswordCredentials, BearerCredentials, CertificateCredentials {}
