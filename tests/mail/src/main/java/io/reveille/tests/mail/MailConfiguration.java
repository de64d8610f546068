/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import java.nio.file.Path;

/** What exim and dovecot are told. */
final class MailConfiguration {
    private MailConfiguration() {}

    static String dovecot(Path directory, MailPorts ports) {
        return """
        protocols = imap
        base_dir = DIR/dovecot/run
        state_dir = DIR/dovecot/state
        log_path = DIR/dovecot/log
        listen = 127.0.0.1, 127.0.0.2
        default_internal_user = nobody
        default_internal_group = nogroup
        default_login_user = nobody
        ssl = yes
        ssl_cert = <DIR/tls/cert.pem
        ssl_key = <DIR/tls/key.pem
        disable_plaintext_auth = yes
        mail_location = maildir:DIR/homes/%n/Maildir
        first_valid_uid = 0
        imap_idle_notify_interval = 2 mins
        mail_max_userip_connections = 50
        shutdown_clients = yes
        passdb {
          driver = static
          args = password=PASSWORD
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=DIR/homes/%n
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = IMAP_PORT
          }
          inet_listener imaps {
            port = IMAPS_PORT
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        """
                .replace("DIR", directory.toString())
                .replace("PASSWORD", MailHost.PASSWORD)
                .replace("IMAPS_PORT", Integer.toString(ports.imaps()))
                .replace("IMAP_PORT", Integer.toString(ports.imap()));
    }

    /** Names that begin with {@code full} cannot take mail now, and with {@code gone} never. */
    static String exim(Path directory, MailPorts ports) {
        return """
        keep_environment =
        primary_hostname = mail.DOMAIN
        local_interfaces = <; 127.0.0.1
        daemon_smtp_ports = SMTP_PORT : SMTPS_PORT
        tls_on_connect_ports = SMTPS_PORT
        tls_advertise_hosts = *
        tls_certificate = DIR/tls/cert.pem
        tls_privatekey = DIR/tls/key.pem
        exim_user = nobody
        exim_group = nogroup
        never_users =
        spool_directory = DIR/exim
        log_file_path = DIR/exim/%slog
        pid_file_path = DIR/exim/exim.pid
        domainlist local_domains = DOMAIN
        acl_smtp_rcpt = acl_rcpt
        auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
        dsn_advertise_hosts = *
        host_lookup =
        rfc1413_query_timeout = 0s
        queue_only = false
        deliver_drop_privilege = true
        smtp_accept_max_per_connection = 100
        begin acl
        acl_rcpt:
          deny message = authenticate first
               !authenticated = *
          deny message = no such mailbox
               local_parts = ^gone
          defer message = the mailbox is full, try later
               local_parts = ^full
          accept domains = +local_domains
          deny message = no relay
        begin routers
        local:
          driver = accept
          domains = +local_domains
          local_parts = dsearch,filter=dir;DIR/homes
          transport = maildir
        begin transports
        maildir:
          driver = appendfile
          maildir_format = true
          directory = DIR/homes/$local_part_data/Maildir
          create_directory = true
          user = nobody
          group = nogroup
        begin retry
        * * F,10m,1m
        begin rewrite
        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = ${if and {{eq{$auth2}{SUBMITTER}}{eq{$auth3}{PASSWORD}}}}
          server_set_id = $auth2
        """
                .replace("DIR", directory.toString())
                .replace("DOMAIN", MailHost.DOMAIN)
                .replace("SUBMITTER", MailHost.SUBMITTER)
                .replace("PASSWORD", MailHost.PASSWORD)
                .replace("SMTPS_PORT", Integer.toString(ports.smtps()))
                .replace("SMTP_PORT", Integer.toString(ports.smtp()));
    }
}
