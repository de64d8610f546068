/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The common name in a certificate's subject (RFC 5280 section 4.1.2.6). */
final class CommonName {

    private CommonName() {}

    /** The one common name; empty if there is none, or more than one. */
    static Optional<String> of(X509Certificate certificate) {
        String found = null;
        try {
            String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            for (Rdn rdn : new LdapName(subject).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    if (found != null || !(rdn.getValue() instanceof String name)) {
                        return Optional.empty();
                    }
                    found = name;
                }
            }
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }
}
