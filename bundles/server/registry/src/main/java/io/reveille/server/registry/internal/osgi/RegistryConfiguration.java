/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Reveille registry",
        description = "The fleet: its zone, where the server is reached, and what is kept")
@interface RegistryConfiguration {
    String PID = "io.reveille.server.registry";

    @AttributeDefinition(
            name = "Zone",
            description =
                    "The fleet's DNS zone in lower case, without a final dot. Gateway gw7 is gw7.<zone>.")
    String zone() default "fleet.test";

    @AttributeDefinition(
            name = "Server name",
            description =
                    "The name in the server's certificate, which gateways check; proxy.<zone> if empty.")
    String server_name() default "";

    @AttributeDefinition(
            name = "Public addresses",
            description =
                    "The IP addresses where clients and gateways reach this server, separated by commas.")
    String public_addresses() default "127.0.0.1";

    @AttributeDefinition(
            name = "Service ports",
            description = "The range of public TCP ports, one for each service of each gateway.")
    String service_ports() default "20000-20999";

    @AttributeDefinition(
            name = "Days that sessions are kept",
            description = "Ended sessions older than this are dropped; 1 to 3650.",
            min = "1",
            max = "3650")
    int sessions_days() default 90;

    @AttributeDefinition(
            name = "Sessions kept",
            description = "Of the ended sessions at most this many are kept; 100 to 10000000.",
            min = "100",
            max = "10000000")
    int sessions_newest() default 100_000;

    @AttributeDefinition(
            name = "Where keys of certificates are",
            description =
                    "files (in HOME/keys), pkcs12 (HOME/keys/keys.p12) or pkcs11 (a token, see below).")
    String keys_store() default "files";

    @AttributeDefinition(
            name = "Passphrase file",
            description =
                    "File whose first line is the passphrase of HOME/keys/storage.key; if empty, the systemd credential reveille-keys when there is one, else none.")
    String keys_passphrase_file() default "";

    @AttributeDefinition(
            name = "PKCS #11 library",
            description = "The token's library, such as /usr/lib/softhsm/libsofthsm2.so.")
    String pkcs11_library() default "";

    @AttributeDefinition(
            name = "PKCS #11 slot",
            description = "Number of the token's slot in the library's list, from 0.",
            min = "0")
    int pkcs11_slot() default 0;

    @AttributeDefinition(
            name = "PKCS #11 PIN file",
            description = "File whose first line is the user's PIN.")
    String pkcs11_pin_file() default "";

    @AttributeDefinition(
            name = "Days of a sender key",
            description =
                    "After so many days the next key seals access requests; 0: only by command.",
            min = "0",
            max = "3650")
    int rotate_sender_days() default 90;

    @AttributeDefinition(
            name = "Days of a certificate authority",
            description = "After so many days another is announced; 0: only by command.",
            min = "0",
            max = "7000")
    int rotate_ca_days() default 1825;

    @AttributeDefinition(
            name = "Days of a pre-shared key",
            description =
                    "After so many days a gateway and the server agree on another in the next tunnel; 0: only by command.",
            min = "0",
            max = "3650")
    int rotate_psk_days() default 30;

    @AttributeDefinition(
            name = "Days of a gateway's certificate",
            description = "Gateways renew theirs in a tunnel in good time; 30 to 3650.",
            min = "30",
            max = "3650")
    int certificate_days() default 1095;

    @AttributeDefinition(
            name = "Days of overlap",
            description =
                    "So long a gateway's earlier certificate stays good after a renewal; 1 to 365.",
            min = "1",
            max = "365")
    int certificate_overlap_days() default 30;

    @AttributeDefinition(
            name = "Authorities of client certificates",
            description =
                    "PEM files, separated by commas; a certificate of theirs names a user by its common name.")
    String certificates_ca() default "";

    @AttributeDefinition(
            name = "Keys of JSON Web Tokens",
            description =
                    "File or https URL of the issuer's JSON Web Key Set; if empty, no such tokens are accepted.")
    String jwt_keys() default "";

    @AttributeDefinition(
            name = "Authorities for the URL of the keys",
            description =
                    "PEM file of the authorities that alone vouch for the server of that URL; if empty, those whom Java trusts. Read at the start.")
    String jwt_keys_ca() default "";

    @AttributeDefinition(name = "JWT issuer", description = "What the claim iss must be.")
    String jwt_issuer() default "";

    @AttributeDefinition(name = "JWT audience", description = "What the claim aud must be or have.")
    String jwt_audience() default "";

    @AttributeDefinition(name = "JWT user claim", description = "The claim with the user's name.")
    String jwt_user_claim() default "sub";

    @AttributeDefinition(
            name = "JWT reach claim",
            description =
                    "A claim which limits a token to gateways and services, as a text or a list of patterns.")
    String jwt_reach_claim() default "reveille_reach";

    @AttributeDefinition(
            name = "Reach of JWT users who are not registered",
            description = "Patterns of gateways and services; if empty, users must be registered.")
    String jwt_strangers() default "";
}
