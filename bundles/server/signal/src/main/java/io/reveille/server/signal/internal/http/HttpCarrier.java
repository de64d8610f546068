/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import io.reveille.server.registry.RouteHealth;
import io.reveille.server.signal.SmsRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests to one provider, knows how it takes them, and leaves it alone as long as it asks
 * for that. Nothing of a request is ever told or logged: its address or headers may have a secret.
 */
public final class HttpCarrier implements AutoCloseable {
    private static final int LONGEST_BODY = 8 * 1024;
    private static final int FAILURES_THAT_MEAN_DOWN = 3;

    private final String provider;
    private final Duration timeout;
    private final ExecutorService threads;
    private final HttpClient client;
    private RouteHealth health;
    private int failures;
    private long heldUntil = System.nanoTime();
    private volatile boolean closed;

    /**
     * A provider that was not asked anything yet.
     *
     * @param provider host and port, for people
     */
    public HttpCarrier(String provider, Duration timeout, SSLContext tls) {
        this.provider = provider;
        this.timeout = timeout;
        this.health = RouteHealth.unknown("nothing sent to " + provider + " yet");
        this.threads =
                Executors.newFixedThreadPool(
                        4,
                        task -> {
                            Thread thread = new Thread(task, "http-sms-" + provider);
                            thread.setDaemon(true);
                            return thread;
                        });
        this.client =
                HttpClient.newBuilder()
                        .executor(threads)
                        .connectTimeout(timeout)
                        .sslContext(tls)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
    }

    public String provider() {
        return provider;
    }

    public boolean usable() {
        return !closed;
    }

    public synchronized RouteHealth health() {
        return health;
    }

    /**
     * Sends a request once.
     *
     * @return its answer, if it was taken; fails with {@link IOException} or {@link
     *     SmsRefusedException}
     */
    public CompletionStage<HttpReply> send(HttpRequest.Builder request) {
        Duration held = held();
        if (closed || !held.isZero()) {
            return CompletableFuture.failedFuture(
                    new IOException(
                            closed
                                    ? "the route is closed"
                                    : "%s asked to be left alone for another %d s"
                                            .formatted(provider, held.toSeconds() + 1)));
        }
        try {
            return client.sendAsync(request.timeout(timeout).build(), BodyHandlers.ofInputStream())
                    .thenApplyAsync(HttpCarrier::reply, threads)
                    .handle(this::judged)
                    .thenCompose(stage -> stage);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IOException("the route is closed"));
        }
    }

    private static HttpReply reply(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            return new HttpReply(
                    response.statusCode(),
                    response.headers()
                            .firstValue("Retry-After")
                            .flatMap(header -> RetryAfter.parse(header, Instant.now())),
                    new String(in.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletionStage<HttpReply> judged(
            @Nullable HttpReply reply, @Nullable Throwable failure) {
        if (failure != null || reply == null) {
            IOException why = new IOException(reason(failure));
            failed(why.getMessage());
            return CompletableFuture.failedFuture(why);
        }
        if (reply.accepted()) {
            up();
            return CompletableFuture.completedFuture(reply);
        }
        String words = "refused by " + provider + ": " + reply.words();
        if (reply.passing()) {
            hold(reply.retryAfter(), words);
            return CompletableFuture.failedFuture(new IOException(words));
        }
        failed(words);
        return CompletableFuture.failedFuture(new SmsRefusedException(words));
    }

    private synchronized void up() {
        failures = 0;
        health = RouteHealth.up(provider + " takes messages");
    }

    private synchronized void failed(@Nullable String why) {
        failures++;
        String text = String.valueOf(why);
        health =
                failures < FAILURES_THAT_MEAN_DOWN
                        ? RouteHealth.degraded(text)
                        : RouteHealth.down(text);
    }

    private synchronized void hold(Optional<Duration> pause, String why) {
        failed(why);
        pause.ifPresent(
                wait -> {
                    heldUntil = System.nanoTime() + wait.toNanos();
                    health = RouteHealth.down(why + "; again in " + wait.toSeconds() + " s");
                });
    }

    private synchronized Duration held() {
        long left = heldUntil - System.nanoTime();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    private String reason(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof HttpTimeoutException) {
            return provider + " did not answer within " + timeout.toSeconds() + " s";
        }
        String why = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        String what = cause == null ? "failure" : cause.getClass().getSimpleName();
        return provider + " could not be asked: " + what + why;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }
}
