/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Secret;
import io.reveille.server.registry.ApiToken;
import io.reveille.server.registry.BearerCredentials;
import io.reveille.server.registry.CertificateCredentials;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.ClientCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.server.registry.ClientVerdict.Admitted;
import io.reveille.server.registry.ClientVerdict.Denied;
import io.reveille.server.registry.PasswordCredentials;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.User;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells who clients are, by what the registry has. */
public final class StoredClientAccess implements ClientAccess, AutoCloseable {
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final String TOO_MANY = "too many attempts";

    private final StoredUsers users;
    private final StoredApiTokens tokens;
    private final IdentityProviders providers;
    private final AttemptAudit audit;
    private final AttemptLimits limits;
    private final AccessThreads threads;
    private final PasswordCheck passwords;

    public StoredClientAccess(
            StoredUsers users,
            StoredApiTokens tokens,
            IdentityProviders providers,
            AttemptAudit audit,
            LongSupplier nanoTime) {
        this(users, tokens, providers, audit, new PasswordCheck(users, nanoTime), nanoTime);
    }

    StoredClientAccess(
            StoredUsers users,
            StoredApiTokens tokens,
            IdentityProviders providers,
            AttemptAudit audit,
            PasswordCheck passwords,
            LongSupplier nanoTime) {
        this.limits = new AttemptLimits(nanoTime);
        this.users = users;
        this.tokens = tokens;
        this.providers = providers;
        this.audit = audit;
        this.passwords = passwords;
        this.threads =
                new AccessThreads(
                        () -> {
                            audit.write();
                            tokens.writeUses();
                        });
    }

    @Override
    public CompletionStage<ClientVerdict> authenticate(
            ClientCredentials credentials, InetAddress source) {
        String from = source.getHostAddress();
        String counted = AttemptLimits.source(source);
        if (credentials instanceof PasswordCredentials named) {
            byte[] text = named.password().copy();
            boolean isToken = TokenText.isOne(text);
            Arrays.fill(text, (byte) 0);
            return isToken
                    ? done(token(named.password(), Optional.of(named.user()), from, counted))
                    : password(named, from, counted);
        }
        if (credentials instanceof BearerCredentials bearer) {
            byte[] text = bearer.token().copy();
            boolean isToken = text.length <= TokenText.LENGTH;
            Arrays.fill(text, (byte) 0);
            return isToken
                    ? done(token(bearer.token(), Optional.empty(), from, counted))
                    : provided("jwt", from, counted, () -> providers.jwt(bearer.token()));
        }
        CertificateCredentials certificate = (CertificateCredentials) credentials;
        return provided(
                "certificate", from, counted, () -> providers.certificate(certificate.chain()));
    }

    private CompletionStage<ClientVerdict> password(
            PasswordCredentials named, String from, String counted) {
        String name = named.user();
        Optional<User> recalled = passwords.recall(name, named.password());
        if (recalled.isPresent()) {
            return done(admit(identity(recalled.get(), PASSWORD), PASSWORD, from));
        }
        if (named.password().length() > StoredUsers.MAX_PASSWORD) {
            return done(deny(PASSWORD, name, from, counted, "the password is too long"));
        }
        switch (limits.take(counted, name)) {
            case FIRST_REFUSED -> {
                audit.denied(from, PASSWORD, name, TOO_MANY);
                return done(new Denied());
            }
            case REFUSED -> {
                return done(new Denied());
            }
            case GO_ON -> {
                return onThread(
                        true,
                        () -> {
                            Optional<User> user = passwords.check(name, named.password());
                            if (user.isEmpty()) {
                                audit.denied(
                                        from, PASSWORD, name, "unknown user or wrong password");
                                return new Denied();
                            }
                            limits.giveBack(counted, name);
                            return admit(identity(user.get(), PASSWORD), PASSWORD, from);
                        },
                        () -> {
                            limits.giveBack(counted, name);
                            audit.denied(from, PASSWORD, name, "the server is too busy");
                        });
            }
        }
        throw new AssertionError("every verdict is handled");
    }

    /** Nobody guesses 256 bits: a token that is right is let in whatever else came from there. */
    private ClientVerdict token(Secret text, Optional<String> named, String from, String counted) {
        byte[] octets = text.copy();
        Optional<ApiToken> found = tokens.ofText(octets);
        Arrays.fill(octets, (byte) 0);
        Optional<User> user =
                found.map(ApiToken::user)
                        .filter(owner -> named.isEmpty() || named.get().equals(owner))
                        .flatMap(users::user)
                        .filter(User::isActive);
        if (found.isEmpty() || user.isEmpty()) {
            return deny(TOKEN, named.orElse(""), from, counted, "not a token, or no longer");
        }
        tokens.use(found.get());
        ClientReach scope = found.get().scope();
        boolean whole = scope.equals(ClientReach.EVERYTHING);
        return admit(
                new ClientIdentity(
                        user.get().name(),
                        whole ? user.get().rights().role() : ClientRole.CLIENT,
                        user.get().rights().reach(),
                        whole ? Optional.empty() : Optional.of(scope),
                        "token " + found.get().id()),
                TOKEN,
                from);
    }

    private CompletionStage<ClientVerdict> provided(
            String kind, String from, String counted, Supplier<Finding> finding) {
        if (!limits.isOpen(counted)) {
            return done(deny(kind, "", from, counted, TOO_MANY));
        }
        return onThread(
                false,
                () -> {
                    Finding found = finding.get();
                    return found.identity()
                            .<ClientVerdict>map(identity -> admit(identity, kind, from))
                            .orElseGet(() -> deny(kind, found.user(), from, counted, found.why()));
                },
                () -> audit.denied(from, kind, "", "the server is too busy"));
    }

    private CompletionStage<ClientVerdict> onThread(
            boolean heavy, Supplier<ClientVerdict> work, Runnable refused) {
        try {
            return CompletableFuture.supplyAsync(
                            work, heavy ? threads.forPasswords() : threads.forSignatures())
                    .exceptionally(failure -> new Denied());
        } catch (RejectedExecutionException e) {
            refused.run();
            return done(new Denied());
        }
    }

    private ClientVerdict admit(ClientIdentity identity, String kind, String from) {
        audit.admitted(from, kind, identity.name(), identity.credential());
        return new Admitted(identity);
    }

    private ClientVerdict deny(String kind, String user, String from, String counted, String why) {
        switch (limits.take(counted)) {
            case GO_ON -> audit.denied(from, kind, user, why);
            case FIRST_REFUSED -> audit.denied(from, kind, user, TOO_MANY);
            case REFUSED -> {}
        }
        return new Denied();
    }

    private static ClientIdentity identity(User user, String credential) {
        return new ClientIdentity(
                user.name(),
                user.rights().role(),
                user.rights().reach(),
                Optional.empty(),
                credential);
    }

    private static CompletionStage<ClientVerdict> done(ClientVerdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    @Override
    public boolean stands(ClientIdentity identity, String gatewayId, String service) {
        Optional<User> user = users.user(identity.name());
        if (user.isEmpty()) {
            return identity.credential().startsWith("jwt ")
                    && identity.mayReach(gatewayId, service);
        }
        boolean good =
                !identity.credential().startsWith(TOKEN + " ")
                        || tokens.stands(identity.credential().substring(TOKEN.length() + 1));
        return good
                && IdentityProviders.stands(identity.credential(), user.get())
                && user.get().isActive()
                && user.get().rights().reach().allows(gatewayId, service)
                && identity.scope().map(scope -> scope.allows(gatewayId, service)).orElse(true);
    }

    @Override
    public Registry.Subscription onChange(Runnable listener) {
        return users.onChange(listener);
    }

    @Override
    public void close() {
        threads.close();
    }
}
