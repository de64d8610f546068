/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.ClientScheme;
import io.reveille.gateway.agent.ServiceAuthentication;
import io.reveille.gateway.agent.internal.HomeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who comes through, by the clients that this gateway knows itself. Whether a name is known
 * shows neither in the answer nor in its time: an unknown one is checked against a password that
 * nobody has. Passwords are checked one at a time on a thread of its own, with at most {@value
 * #MOST_WAITING} waiting; a password that was right is known again for a while without that work.
 */
public final class ClientJudge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientJudge.class);
    private static final int MOST_WAITING = 64;

    private final Path file;
    private final ClientEvents events;
    private final Predicate<String> revoked;
    private final Nonces nonces = new Nonces(System::nanoTime);
    private final FailureLimit limit = new FailureLimit();
    private final BasicPasswords passwords;
    private final String nobodyDigest = HexFormat.of().formatHex(Secret.random(32).copy());
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    30,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_WAITING),
                    task -> {
                        Thread made = new Thread(task, "reveille-clients");
                        made.setDaemon(true);
                        return made;
                    });
    private Optional<FileTime> readAt = Optional.empty();
    private ClientBook book = new ClientBook("reveille", List.of());

    /**
     * @param revoked whether the fleet has shut out whoever has a name
     */
    public ClientJudge(Path home, ClientEvents events, Predicate<String> revoked) {
        this(home, events, revoked, new BasicPasswords());
    }

    ClientJudge(
            Path home, ClientEvents events, Predicate<String> revoked, BasicPasswords passwords) {
        this.passwords = passwords;
        this.revoked = revoked;
        this.file = ClientBook.file(home);
        this.events = events;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Decides; the answer comes on another thread. */
    CompletionStage<Decision> decide(ServiceAuthentication how, Question question) {
        try {
            return CompletableFuture.supplyAsync(() -> judge(how, question), thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(new Decision.TooMany());
        }
    }

    private Decision judge(ServiceAuthentication how, Question question) {
        ClientBook now = book();
        if (question.credentials().isEmpty()) {
            return challenge(how, now, false);
        }
        if (!limit.mayTry(question.client())) {
            events.client(question.service(), question.client(), "", "too many failures");
            return new Decision.TooMany();
        }
        Optional<Credentials> given =
                question.credentials()
                        .flatMap(Credentials::parse)
                        .filter(credentials -> how.schemes().contains(scheme(credentials)));
        Verdict verdict =
                given.map(credentials -> check(now, question, credentials))
                        .orElseGet(() -> new Verdict(Optional.empty(), "not a scheme asked for"));
        boolean stale = verdict.name().isPresent() && verdict.problem().equals(STALE);
        if (verdict.name().isPresent() && verdict.problem().isEmpty()) {
            return new Decision.Admitted(verdict.name().get());
        }
        if (!stale) {
            limit.failed(question.client());
            events.client(
                    question.service(),
                    question.client(),
                    verdict.name().orElse(""),
                    verdict.problem());
        }
        return challenge(how, now, stale);
    }

    private static final String STALE = "stale";

    /** A name only where it is known, a problem unless all is well. */
    private record Verdict(Optional<String> name, String problem) {}

    private Verdict check(ClientBook now, Question question, Credentials given) {
        if (given instanceof Credentials.Basic basic) {
            return basic(now, question, basic);
        } else if (given instanceof Credentials.Digest digest) {
            return digest(now, question, digest);
        }
        return bearer(now, question, (Credentials.Bearer) given);
    }

    private Verdict basic(ClientBook now, Question question, Credentials.Basic given) {
        Optional<ClientLine> line = now.find(ClientScheme.BASIC, given.name());
        boolean right = passwords.isRight(line, given.password());
        return verdict(line, question, right, "wrong password");
    }

    private Verdict digest(ClientBook now, Question question, Credentials.Digest given) {
        Optional<ClientLine> line = now.find(ClientScheme.DIGEST, given.name());
        String request = hash(question.method() + ":" + given.uri());
        String expected =
                hash(
                        line.map(ClientLine::kept).orElse(nobodyDigest)
                                + ":"
                                + given.nonce()
                                + ":"
                                + given.count()
                                + ":"
                                + given.cnonce()
                                + ":auth:"
                                + request);
        boolean right =
                MessageDigest.isEqual(octets(expected), octets(given.response()))
                        && line.isPresent()
                        && given.realm().equals(now.realm())
                        && covers(given.uri(), question);
        Verdict verdict = verdict(line, question, right, "wrong answer");
        return verdict.problem().isEmpty() && !nonces.take(given.nonce(), given.number())
                ? new Verdict(verdict.name(), STALE)
                : verdict;
    }

    /** The answer must be to this request, not to another one (RFC 7616 section 3.4.6). */
    private static boolean covers(String uri, Question question) {
        if (!question.method().equals("CONNECT") || !question.target().isEmpty()) {
            return uri.equals(question.target());
        }
        return uri.startsWith(question.service() + ".") || uri.startsWith(question.service() + ":");
    }

    private Verdict bearer(ClientBook now, Question question, Credentials.Bearer given) {
        byte[] hash = octets(ClientLine.bearer(given.token()));
        Optional<ClientLine> found = Optional.empty();
        for (ClientLine line : now.lines()) {
            if (line.scheme() == ClientScheme.BEARER
                    && MessageDigest.isEqual(hash, octets(line.kept()))) {
                found = Optional.of(line);
            }
        }
        return verdict(found, question, found.isPresent(), "unknown token");
    }

    private Verdict verdict(
            Optional<ClientLine> line, Question question, boolean right, String wrong) {
        Optional<String> name = line.map(ClientLine::name);
        if (!right) {
            return new Verdict(name, name.isPresent() ? wrong : "unknown");
        }
        if (name.filter(revoked).isPresent()) {
            return new Verdict(name, "revoked by the fleet");
        }
        return new Verdict(
                name,
                line.filter(l -> l.mayReach(question.service())).isPresent()
                        ? ""
                        : "not for this service");
    }

    private Decision challenge(ServiceAuthentication how, ClientBook now, boolean stale) {
        List<String> challenges = new ArrayList<>();
        String realm = "realm=\"" + now.realm() + "\"";
        if (how.schemes().contains(ClientScheme.DIGEST)) {
            challenges.add(
                    "Digest "
                            + realm
                            + ", qop=\"auth\", algorithm=SHA-256, charset=UTF-8, nonce=\""
                            + nonces.fresh()
                            + "\""
                            + (stale ? ", stale=true" : ""));
        }
        if (how.schemes().contains(ClientScheme.BASIC)) {
            challenges.add("Basic " + realm + ", charset=\"UTF-8\"");
        }
        if (how.schemes().contains(ClientScheme.BEARER)) {
            challenges.add("Bearer " + realm);
        }
        return new Decision.Challenged(List.copyOf(challenges));
    }

    private static ClientScheme scheme(Credentials given) {
        if (given instanceof Credentials.Basic) {
            return ClientScheme.BASIC;
        }
        return given instanceof Credentials.Digest ? ClientScheme.DIGEST : ClientScheme.BEARER;
    }

    /** What the file says now; nobody is known while it cannot be read. */
    private ClientBook book() {
        try {
            Optional<FileTime> changed =
                    Files.exists(file)
                            ? Optional.of(Files.getLastModifiedTime(file))
                            : Optional.empty();
            if (!changed.equals(readAt) || changed.isEmpty()) {
                book =
                        changed.isEmpty()
                                ? new ClientBook(book.realm(), List.of())
                                : ClientBook.read(file);
                readAt = changed;
            }
        } catch (IOException e) {
            LOG.error("Clients cannot be known: {}", HomeFiles.describe(e));
            book = new ClientBook(book.realm(), List.of());
            readAt = Optional.empty();
        }
        return book;
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(ClientLine.sha256().digest(octets(text)));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
