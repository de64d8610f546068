/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * One POST over TLS 1.3, and nothing left open after it. However the server behaves, the caller has
 * its answer or an exception within the time-out, and at once when its thread is interrupted or it
 * is cancelled.
 */
final class HttpsPost {
    private final URI url;
    private final TrustManager trust;
    private final Duration timeout;
    private final Cancellation cancellation;

    HttpsPost(URI url, TrustManager trust, Duration timeout, Cancellation cancellation) {
        this.url = url;
        this.trust = trust;
        this.timeout = timeout;
        this.cancellation = cancellation;
    }

    /** What is to be done when the server is trusted and nothing has been sent yet. */
    @FunctionalInterface
    interface BeforeSending {
        void run() throws IOException;
    }

    HttpAnswer send(String json, BeforeSending before) throws IOException {
        try (Socket raw = new Socket()) {
            FutureTask<HttpAnswer> exchange = new FutureTask<>(() -> exchange(raw, json, before));
            Thread thread = new Thread(exchange, "reveille-enrolment-exchange");
            thread.setDaemon(true);
            cancellation.begun(exchange);
            thread.start();
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer within " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (CancellationException e) {
            throw new InterruptedIOException("cancelled");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("the exchange failed", e.getCause());
        } finally {
            cancellation.over();
        }
    }

    private HttpAnswer exchange(Socket raw, String json, BeforeSending before) throws IOException {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        int port = url.getPort() < 0 ? 443 : url.getPort();
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the name " + host + " has no address");
        }
        raw.connect(address, Math.toIntExact(timeout.toMillis()));
        try (SSLSocket tls = (SSLSocket) tls().createSocket(raw, host, port, true)) {
            tls.setEnabledProtocols(new String[] {"TLSv1.3"});
            tls.startHandshake();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            String head =
                    "POST %s HTTP/1.0\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(url.getRawPath(), url.getRawAuthority(), body.length);
            OutputStream out = tls.getOutputStream();
            before.run();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return HttpAnswer.read(tls.getInputStream());
        }
    }

    private SSLSocketFactory tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS 1.3", e);
        }
    }
}
