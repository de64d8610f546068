/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.crypto.Octets;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.protocol.SignalChannel;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a mailbox has been looked into, and what is to be; it outlives the connection. The newest
 * mail comes first.
 */
final class MailReader {
    private static final Logger LOG = LoggerFactory.getLogger(MailReader.class);
    private static final int MOST_ATTEMPTS = 3;

    private final SignalListener listener;
    private final NavigableMap<Long, ListedMail> pending = new TreeMap<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private MailPosition position;
    private long newest;

    /**
     * @param position how far the mailbox has been read before
     */
    MailReader(MailPosition position, SignalListener listener) {
        this.position = position;
        this.newest = position.uid();
        this.listener = listener;
    }

    /** Lists what is new; all of it when the mailbox is another than before. */
    void list(Mailbox mailbox) throws MessagingException {
        if (mailbox.validity() != position.validity()) {
            pending.clear();
            attempts.clear();
            position = MailPosition.start(mailbox.validity());
            newest = 0;
        }
        for (ListedMail mail : mailbox.after(newest)) {
            pending.put(mail.uid(), mail);
            newest = Math.max(newest, mail.uid());
        }
        while (pending.size() > Mailbox.MOST_MAILS) {
            LOG.warn("Mail {} is not looked into: there are too many", pending.firstKey());
            forget(pending.firstKey());
        }
    }

    boolean hasMore() {
        return !pending.isEmpty();
    }

    /**
     * Looks into the newest mail that is left.
     *
     * @return false when it was a request that cannot be judged now, and is to be offered again
     * @throws MessagingException when the connection is lost
     */
    boolean readOne(Mailbox mailbox) throws MessagingException {
        ListedMail mail = pending.lastEntry().getValue();
        Optional<FoundMail> content = Optional.empty();
        if (attempts.merge(mail.uid(), 1, Integer::sum) <= MOST_ATTEMPTS) {
            content = content(mailbox, mail);
        }
        if (content.isEmpty() || content.get().requests().isEmpty()) {
            others.incrementAndGet();
            forget(mail.uid());
            return true;
        }
        if (!offer(content.get())) {
            attempts.remove(mail.uid());
            return false;
        }
        forget(mail.uid());
        setAside(mailbox, mail.uid());
        return true;
    }

    private static Optional<FoundMail> content(Mailbox mailbox, ListedMail mail)
            throws MessagingException {
        try {
            return Optional.of(mailbox.read(mail));
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessageRemovedException e) {
            return Optional.empty();
        } catch (MessagingException | RuntimeException e) {
            LOG.warn("Mail {} cannot be read and is left alone", mail.uid(), e);
            return Optional.empty();
        }
    }

    private boolean offer(FoundMail mail) {
        for (Octets request : mail.requests()) {
            try {
                listener.received(SignalChannel.EMAIL, request, mail.origin());
            } catch (RuntimeException e) {
                LOG.debug("A request cannot be judged now", e);
                return false;
            }
            taken.incrementAndGet();
        }
        return true;
    }

    private static void setAside(Mailbox mailbox, long uid) throws MessagingException {
        try {
            mailbox.setAside(uid);
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException e) {
            LOG.warn("Mail {} was processed, but cannot be moved or flagged", uid, e);
        }
    }

    private void forget(long uid) {
        pending.remove(uid);
        attempts.remove(uid);
    }

    /** Up to where all has been looked into. */
    MailPosition position() {
        long uid = pending.isEmpty() ? newest : pending.firstKey() - 1;
        position = new MailPosition(position.validity(), uid);
        return position;
    }

    @Override
    public String toString() {
        return taken + " possible access requests taken, " + others + " other mails left alone";
    }
}
