/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration as a person writes it; {@link GatewayConfiguration} checks it. */
@ObjectClassDefinition(
        id = GatewayOptions.PID,
        name = "Reveille gateway",
        description =
                "Takes access requests by SMS and opens a tunnel to the fleet's proxy, through which"
                        + " clients reach the services listed here and no others.")
@interface GatewayOptions {
    String PID = "io.reveille.gateway";

    @AttributeDefinition(
            name = "Home directory",
            description =
                    "Where this gateway keeps its keys, replay state and audit log; not shared with"
                            + " another gateway. If empty, the directory that the gateway was started"
                            + " with, or the folder reveille in Kura's data directory.",
            required = false)
    String home() default "";

    @AttributeDefinition(
            name = "Modem",
            description =
                    "The AT port of the modem that receives the SMS: serial:/dev/ttyUSB2 (with"
                            + " ;baudrate=9600 where needed), tcp:HOST:PORT, or, where the framework"
                            + " owns the port, comm:/dev/ttyUSB2;baudrate=115200. No other program may"
                            + " use this port. The port may appear later. Where ModemManager has the"
                            + " modem: modemmanager, or modemmanager:IMEI for one of several. If empty,"
                            + " no SMS is received.",
            required = false)
    String modem() default "";

    @AttributeDefinition(
            name = "SIM PIN file",
            description =
                    "A file that holds the SIM's PIN and nothing else, readable by the gateway's user"
                            + " alone; empty if the SIM asks for none.",
            required = false)
    String sim_pin_file() default "";

    @AttributeDefinition(
            name = "Modem quirks file",
            description =
                    "A file with lines KEY=VALUE that change what is known about makers' modems, such"
                            + " as quectel.storages=SM; empty if nothing is to be changed.",
            required = false)
    String modem_quirks_file() default "";

    @AttributeDefinition(
            name = "Own number",
            description =
                    "The SIM's number with country code, such as +4915112345678. If empty, the number"
                            + " that the fleet's server knows.",
            required = false)
    String msisdn() default "";

    @AttributeDefinition(
            name = "Services",
            description =
                    "What clients may reach, as NAME=HOST:PORT separated by commas, such as"
                            + " http=127.0.0.1:8080,ssh=127.0.0.1:22, or NAME=udp:HOST:PORT for UDP,"
                            + " such as coap=udp:127.0.0.1:5683. A host other than 127.0.0.1 must be"
                            + " reachable from the gateway.",
            required = false)
    String services() default "";

    @AttributeDefinition(
            name = "Authentication",
            description =
                    "Of which services' clients the gateway itself asks who they are, as"
                            + " NAME:http:SCHEMES in front of a service that speaks HTTP (401), or"
                            + " NAME:connect:SCHEMES for clients that come by HTTP CONNECT (407),"
                            + " separated by commas; schemes are basic, digest and bearer, such as"
                            + " web:http:digest+bearer. The clients are added with 'reveille gateway"
                            + " clients add'.",
            required = false)
    String authentication() default "";

    @AttributeDefinition(
            name = "Tunnel protocols",
            description =
                    "The tunnel protocols that an access request may ask for: TLS, IPSEC (which needs"
                            + " strongSwan on this machine) or both, with a comma. None is ever"
                            + " replaced by another.",
            required = false)
    String tunnel_protocols() default "TLS";

    @AttributeDefinition(
            name = "strongSwan's socket",
            description = "For IPSEC: the vici socket of strongSwan's daemon.",
            required = false)
    String ipsec_vici() default "/var/run/charon.vici";

    @AttributeDefinition(
            name = "IPsec authentication",
            description =
                    "For IPSEC: psk uses the key of each access request, certificate this gateway's"
                            + " certificate.",
            required = false)
    String ipsec_authentication() default "psk";

    @AttributeDefinition(
            name = "Proxy's address in IPsec",
            description =
                    "For IPSEC: the address of the proxy inside the tunnel, as it is set there.",
            required = false)
    String ipsec_inner_address() default "198.18.0.1";

    @AttributeDefinition(
            name = "Idle time-out",
            description =
                    "How long a tunnel without client connections stays up, 5s to 24h, as a number with"
                            + " s, m or h.",
            required = false)
    String idle_timeout() default "120s";

    @AttributeDefinition(
            name = "Ping interval, seconds",
            description =
                    "After so long without traffic the other end of a tunnel in use is asked whether it"
                            + " is there, 1 to 3600; it also keeps the carrier's NAT from forgetting.",
            min = "1",
            max = "3600",
            required = false)
    int ping_interval_seconds() default 25;

    @AttributeDefinition(
            name = "Ping time-out, seconds",
            description =
                    "How long it may take to answer before the tunnel counts as lost, 1 to 600.",
            min = "1",
            max = "600",
            required = false)
    int ping_timeout_seconds() default 15;

    @AttributeDefinition(
            name = "Key store",
            description =
                    "Where the gateway's key for TLS is: files (in HOME/keys), pkcs12"
                            + " (HOME/keys/keys.p12) or pkcs11 (a token, which it never leaves; Java's"
                            + " TLS is used then). A key that is there already is moved.",
            required = false)
    String keys_store() default "files";

    @AttributeDefinition(
            name = "Passphrase file",
            description =
                    "A file whose first line is the passphrase of the storage key, under which all"
                            + " private keys are; readable by the gateway's user alone. If empty, the"
                            + " storage key is in clear, mode 600.",
            required = false)
    String keys_passphrase_file() default "";

    @AttributeDefinition(
            name = "PKCS #11 library",
            description =
                    "For pkcs11: the token's library, such as /usr/lib/softhsm/libsofthsm2.so.",
            required = false)
    String pkcs11_library() default "";

    @AttributeDefinition(
            name = "PKCS #11 slot",
            description =
                    "For pkcs11: the number of the token's slot in the library's list, from 0.",
            min = "0",
            max = "9999",
            required = false)
    int pkcs11_slot() default 0;

    @AttributeDefinition(
            name = "PKCS #11 PIN file",
            description = "For pkcs11: a file whose first line is the user's PIN.",
            required = false)
    String pkcs11_pin_file() default "";

    @AttributeDefinition(
            name = "Enrolment address",
            description =
                    "Address at which this gateway joins its fleet, as the server printed it, such as"
                            + " https://203.0.113.7:4434/enrol. Needed once.",
            required = false)
    String enrolment_url() default "";

    @AttributeDefinition(
            name = "Enrolment code",
            description =
                    "Code with which this gateway joins its fleet, as the server printed it; good once."
                            + " A new code here makes the gateway join anew.",
            required = false)
    String enrolment_code() default "";

    @AttributeDefinition(
            name = "Enrolment by SMS",
            description =
                    "Whether a gateway that has not joined a fleet, and has no address and code here,"
                            + " takes them from the first SMS with 'reveille enrol URL CODE'. Whoever"
                            + " knows the SIM's number can then make it join his fleet, so switch it"
                            + " on only where that is acceptable. Needs a modem of its own.",
            required = false)
    boolean enrolment_sms() default false;

    @AttributeDefinition(
            name = "Proxies allowed",
            description =
                    "The addresses that may be dialled, such as 203.0.113.7,198.51.100.0/24. If empty,"
                            + " those that the fleet's server named at enrolment.",
            required = false)
    String proxies_allowed() default "";

    @AttributeDefinition(
            name = "Dials per minute",
            description = "How many times a minute a proxy is dialled at most; 1 to 600.",
            min = "1",
            max = "600",
            required = false)
    int dials_per_minute() default 12;

    @AttributeDefinition(
            name = "Dials per hour",
            description = "How many times an hour a proxy is dialled at most; 1 to 10000.",
            min = "1",
            max = "10000",
            required = false)
    int dials_per_hour() default 120;
}
