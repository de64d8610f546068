/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/** The mails of an open mailbox, by their UIDs, in as few octets as can be. */
final class Mailbox {
    /** The keyword of the mails that have been processed, where they are flagged. */
    static final String KEYWORD = "$ReveilleProcessed";

    /** How many of the newest mails are looked at. */
    static final int MOST_MAILS = 1000;

    /** Mails up to this size are fetched whole, larger ones by their parts. */
    static final int WHOLE = MailText.MOST_OCTETS;

    /** Of larger mails nothing is fetched. */
    static final int LARGEST = 1024 * 1024;

    private final IMAPFolder folder;
    private final Optional<String> processedFolder;

    Mailbox(IMAPFolder folder, Optional<String> processedFolder) {
        this.folder = folder;
        this.processedFolder = processedFolder;
    }

    long validity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /**
     * The mails after the one with this UID that have not been processed, oldest first, the newest
     * if there are very many.
     */
    List<ListedMail> after(long uid) throws MessagingException {
        int count = folder.getMessageCount();
        if (count == 0) {
            return List.of();
        }
        // what has been read before is asked for by UID, which costs what is new; else by number
        String command =
                uid > 0 && folder.getUIDNext() - uid <= MOST_MAILS
                        ? "UID FETCH " + (uid + 1) + ":* (FLAGS RFC822.SIZE)"
                        : "FETCH "
                                + Math.max(1, count - MOST_MAILS + 1)
                                + ":* (UID FLAGS RFC822.SIZE)";
        List<ListedMail> mails = new ArrayList<>();
        for (Response response : command(command)) {
            listed(response).filter(mail -> mail.uid() > uid).ifPresent(mails::add);
        }
        mails.sort((a, b) -> Long.compare(a.uid(), b.uid()));
        return mails.subList(Math.max(0, mails.size() - MOST_MAILS), mails.size());
    }

    private static Optional<ListedMail> listed(Response response) {
        if (response instanceof FetchResponse fetched) {
            Optional<UID> uid = Optional.ofNullable(fetched.getItem(UID.class));
            Optional<RFC822SIZE> size = Optional.ofNullable(fetched.getItem(RFC822SIZE.class));
            Optional<FLAGS> flags = Optional.ofNullable(fetched.getItem(FLAGS.class));
            boolean done =
                    flags.filter(f -> f.contains(KEYWORD) || f.contains(Flags.Flag.DELETED))
                            .isPresent();
            if (uid.isPresent() && size.isPresent() && !done) {
                return Optional.of(new ListedMail(uid.get().uid, size.get().size));
            }
        }
        return Optional.empty();
    }

    /**
     * What a mail brings.
     *
     * @throws MessagingException when the connection is lost, or the mail cannot be read
     */
    FoundMail read(ListedMail mail) throws MessagingException {
        if (mail.size() > WHOLE && mail.size() <= LARGEST) {
            Optional<Message> message = Optional.ofNullable(folder.getMessageByUID(mail.uid()));
            return FoundMail.in(message.orElseThrow(MessageRemovedException::new));
        }
        return mail.size() > LARGEST
                ? new FoundMail(List.of(), "")
                : FoundMail.in(RawMail.parse(octets(mail.uid())));
    }

    private byte[] octets(long uid) throws MessagingException {
        String command = "UID FETCH " + uid + " (BODY.PEEK[]<0." + WHOLE + ">)";
        for (Response response : command(command)) {
            if (response instanceof FetchResponse fetched) {
                byte[] octets =
                        Optional.ofNullable(fetched.getItem(BODY.class))
                                .flatMap(body -> Optional.ofNullable(body.getByteArray()))
                                .map(array -> array.getNewBytes())
                                .orElse(new byte[0]);
                return Arrays.copyOf(octets, Math.min(octets.length, WHOLE));
            }
        }
        throw new MessageRemovedException("the mail has gone");
    }

    /** Moves or flags a mail that has been processed. */
    void setAside(long uid) throws MessagingException {
        if (processedFolder.isEmpty()) {
            store(uid, flag());
            return;
        }
        Argument name = new Argument();
        name.writeString(BASE64MailboxEncoder.encode(processedFolder.get()));
        try {
            move(uid, name);
        } catch (MessagingException e) {
            if (!(e.getCause() instanceof CommandFailedException)) {
                throw e;
            }
            command("CREATE", name); // it was not there, most likely
            move(uid, name);
        }
    }

    private void move(long uid, Argument name) throws MessagingException {
        if (has("MOVE")) {
            command("UID MOVE " + uid, name);
            return;
        }
        command("UID COPY " + uid, name);
        store(uid, "\\Deleted");
        if (has("UIDPLUS")) {
            command("UID EXPUNGE " + uid);
        }
    }

    private void store(long uid, String flag) throws MessagingException {
        command("UID STORE " + uid + " +FLAGS.SILENT (" + flag + ")");
    }

    private String flag() {
        Flags permanent = folder.getPermanentFlags();
        return permanent.contains(Flags.Flag.USER) || permanent.contains(KEYWORD)
                ? KEYWORD
                : "\\Seen";
    }

    boolean has(String capability) throws MessagingException {
        return (Boolean) folder.doCommand(protocol -> protocol.hasCapability(capability));
    }

    private Response[] command(String command) throws MessagingException {
        return command(command, null);
    }

    private Response[] command(String command, @Nullable Argument argument)
            throws MessagingException {
        return (Response[]) folder.doCommand(protocol -> run(protocol, command, argument));
    }

    private static Response[] run(
            IMAPProtocol protocol, String command, @Nullable Argument argument)
            throws ProtocolException {
        Response[] responses = protocol.command(command, argument);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        return responses;
    }
}
