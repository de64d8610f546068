/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.crypto.Octets;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what may be access requests in a mail, whoever wrote it: in text and HTML parts, in
 * attachments and in mails within the mail. Bounded in depth, in parts and in octets; what cannot
 * be read is passed over.
 */
final class RequestsInMail {
    /** How many requests are taken from one mail. */
    static final int MOST_REQUESTS = 8;

    private static final int MOST_PARTS = 64;
    private static final int DEEPEST = 8;
    private static final int MOST_OCTETS = 256 * 1024;

    private final Set<Octets> found = new LinkedHashSet<>();
    private int parts;
    private int octets = MOST_OCTETS;

    private RequestsInMail() {}

    /**
     * Looks at a mail.
     *
     * @throws MessagingException only when the connection is lost or the mail has gone
     */
    static List<Octets> in(Part mail) throws MessagingException {
        RequestsInMail search = new RequestsInMail();
        search.look(mail, 0);
        return List.copyOf(search.found);
    }

    private void look(Part part, int depth) throws MessagingException {
        if (++parts > MOST_PARTS || depth > DEEPEST || found.size() >= MOST_REQUESTS) {
            return;
        }
        try {
            if (part.isMimeType("multipart/*")) {
                lookAtParts(part, depth);
            } else if (part.isMimeType("message/rfc822")) {
                look(mailIn(part), depth + 1);
            } else {
                lookAtContent(part);
            }
        } catch (FolderClosedException | StoreClosedException | MessageRemovedException e) {
            throw e;
        } catch (IOException e) {
            if (e.getCause() instanceof FolderClosedException closed) {
                throw closed;
            }
            lookAtRaw(part);
        } catch (MessagingException | RuntimeException unreadable) {
            lookAtRaw(part);
        }
    }

    private void lookAtParts(Part part, int depth) throws MessagingException {
        DataSource source = part.getDataHandler().getDataSource();
        MimeMultipart multipart = new MimeMultipart(source);
        int count = Math.min(multipart.getCount(), MOST_PARTS);
        for (int i = 0; i < count; i++) {
            look(multipart.getBodyPart(i), depth + 1);
        }
    }

    private Part mailIn(Part part) throws MessagingException, IOException {
        DataHandler handler = part.getDataHandler();
        if (handler.getDataSource() == null || handler.getContent() instanceof Part) {
            return (Part) handler.getContent();
        }
        return RawMail.parse(read(part.getInputStream(), MOST_OCTETS));
    }

    private void lookAtContent(Part part) throws MessagingException, IOException {
        boolean text = part.isMimeType("text/*");
        int most = text ? MailText.MOST_OCTETS : MailText.MOST_OCTETS_ATTACHED;
        if (part.getSize() > 3 * most) {
            return; // as it is encoded; it would have to be fetched
        }
        int before = found.size();
        byte[] content = read(part.getInputStream(), most);
        if (text) {
            addAll(MailText.find(content, part.isMimeType("text/html")));
        } else {
            addAll(MailText.findAttached(content));
        }
        if (found.size() == before) {
            lookAtRaw(part);
        }
    }

    /** Where the encoding is another than the mail says, the request may be there as it is. */
    private void lookAtRaw(Part part) {
        try (InputStream raw = RawMail.encoded(part)) {
            addAll(MailText.find(read(raw, MailText.MOST_OCTETS), false));
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            return;
        }
    }

    private byte[] read(InputStream in, int most) throws IOException {
        try (in) {
            byte[] read = in.readNBytes(Math.min(most, octets));
            octets -= read.length;
            return read;
        }
    }

    private void addAll(List<Octets> requests) {
        requests.stream().limit(MOST_REQUESTS - found.size()).forEach(found::add);
    }
}
