/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.KeyList.Revocation;
import io.reveille.protocol.KeyList.Sender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Key lists as octets: format (1), version (4), issued at (8), root key (32), number of next root
 * keys (1) and that key, then counted rows: senders (id 2, state 1, key 32), authorities (length 2,
 * DER), server names (length 1, ASCII), proxies (length 1, address), minimum version (1) and suite
 * (1), revocations (counted in 2; kind 1, SHA-256 32).
 */
public final class KeyListCodec {

    private static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    private KeyListCodec() {}

    /** The one encoding of a list. */
    public static Octets encode(KeyList list) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(FORMAT);
            out.writeInt((int) list.version());
            out.writeLong(list.issuedAt().getEpochSecond());
            out.write(list.rootKey().toArray());
            out.writeByte(list.nextRootKey().isPresent() ? 1 : 0);
            if (list.nextRootKey().isPresent()) {
                out.write(list.nextRootKey().get().toArray());
            }
            out.writeByte(list.senders().size());
            for (Sender sender : list.senders()) {
                out.writeShort(sender.id());
                out.writeByte(sender.state().octet());
                out.write(sender.key().octets().toArray());
            }
            out.writeByte(list.authorities().size());
            for (X509Certificate authority : list.authorities()) {
                byte[] der = authority.getEncoded();
                out.writeShort(der.length);
                out.write(der);
            }
            out.writeByte(list.serverNames().size());
            for (String name : list.serverNames()) {
                counted(out, name.getBytes(StandardCharsets.US_ASCII));
            }
            out.writeByte(list.proxies().size());
            for (InetAddress proxy : list.proxies()) {
                counted(out, proxy.getAddress());
            }
            out.writeByte(list.minimumVersion());
            out.writeByte(list.minimumSuite());
            out.writeShort(list.revoked().size());
            for (Revocation revocation : list.revoked()) {
                out.writeByte(revocation.kind().octet());
                out.write(revocation.sha256().toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("an authority without an encoding", e);
        }
        if (octets.size() > KeyList.MAXIMUM_LENGTH - RootKey.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException(
                    "the key list takes more than %d octets".formatted(KeyList.MAXIMUM_LENGTH));
        }
        return Octets.of(octets.toByteArray());
    }

    /**
     * The list of these octets.
     *
     * @throws KeyMaterialException when they are anything but the one encoding of a list
     */
    public static KeyList decode(Octets octets) throws KeyMaterialException {
        if (octets.length() > KeyList.MAXIMUM_LENGTH) {
            throw new KeyMaterialException("a key list that is too long");
        }
        try {
            KeyList list = read(new OctetReader(octets.toArray()));
            if (!list.encode().equals(octets)) {
                throw new KeyMaterialException("a key list in another encoding than the one");
            }
            return list;
        } catch (DecodeException
                | CertificateException
                | IOException
                | IllegalArgumentException malformed) {
            throw new KeyMaterialException("no key list: " + malformed.getMessage(), malformed);
        }
    }

    private static KeyList read(OctetReader in)
            throws DecodeException, CertificateException, IOException {
        if (in.number("format", 1) != FORMAT) {
            throw new IllegalArgumentException("its format is of a later version");
        }
        long version = in.number("version", 4);
        long high = in.number("issued at", 4);
        if (high > 0xFF) {
            throw new IllegalArgumentException("it was issued in a far future");
        }
        Instant issuedAt = Instant.ofEpochSecond(high << 32 | in.number("issued at", 4));
        Octets root = Octets.of(in.octets("root key", RootKey.PUBLIC_LENGTH));
        Optional<Octets> next =
                in.number("next root keys", 1) == 0
                        ? Optional.empty()
                        : Optional.of(Octets.of(in.octets("next root", RootKey.PUBLIC_LENGTH)));
        List<Sender> senders = new ArrayList<>();
        for (long left = in.number("senders", 1); left > 0; left--) {
            int id = (int) in.number("sender id", 2);
            KeyList.State state = state((int) in.number("sender state", 1));
            Octets key = Octets.of(in.octets("sender key", SealingPublicKey.LENGTH));
            senders.add(new Sender(id, new SealingPublicKey(key), state));
        }
        List<X509Certificate> authorities = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (long left = in.number("authorities", 1); left > 0; left--) {
            byte[] der = in.octets("authority", (int) in.number("authority length", 2));
            authorities.add(
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        List<String> names = new ArrayList<>();
        for (long left = in.number("server names", 1); left > 0; left--) {
            names.add(name(in.octets("name", (int) in.number("name length", 1))));
        }
        List<InetAddress> proxies = new ArrayList<>();
        for (long left = in.number("proxies", 1); left > 0; left--) {
            proxies.add(
                    InetAddress.getByAddress(
                            in.octets("proxy", (int) in.number("proxy length", 1))));
        }
        int minimumVersion = (int) in.number("minimum version", 1);
        int minimumSuite = (int) in.number("minimum suite", 1);
        List<Revocation> revoked = new ArrayList<>();
        for (long left = in.number("revocations", 2); left > 0; left--) {
            Revocation.Kind kind = kind((int) in.number("revocation kind", 1));
            revoked.add(new Revocation(kind, Octets.of(in.octets("revocation", 32))));
        }
        in.end();
        return new KeyList(
                version,
                issuedAt,
                root,
                next,
                senders,
                authorities,
                names,
                proxies,
                minimumVersion,
                minimumSuite,
                revoked);
    }

    private static KeyList.State state(int octet) {
        for (KeyList.State state : KeyList.State.values()) {
            if (state.octet() == octet) {
                return state;
            }
        }
        throw new IllegalArgumentException("a sender key in an unknown state");
    }

    private static Revocation.Kind kind(int octet) {
        for (Revocation.Kind kind : Revocation.Kind.values()) {
            if (kind.octet() == octet) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a revocation of an unknown kind");
    }

    private static String name(byte[] octets) {
        String name = new String(octets, StandardCharsets.US_ASCII);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a server name that is none");
        }
        return name;
    }

    private static void counted(DataOutputStream out, byte[] octets) throws IOException {
        out.writeByte(octets.length);
        out.write(octets);
    }
}
