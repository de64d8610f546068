/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import com.google.gson.JsonObject;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.reveille.server.registry.EnrolmentJson;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Enrolments;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, one answer, and the end of the connection. Every claim that is not granted gets the
 * same answer; the log has the reason.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the connection
final class EnrolmentHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentHandler.class);
    private static final String PATH = "/enrol";

    private final Enrolments enrolments;
    private final AttemptLimit limit;
    private final Executor workers;
    private final InetAddress source;

    /**
     * @param workers may wait for the disk
     */
    EnrolmentHandler(
            Enrolments enrolments, AttemptLimit limit, Executor workers, InetAddress source) {
        this.enrolments = enrolments;
        this.workers = workers;
        this.limit = limit;
        this.source = source;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            send(context, error(HttpResponseStatus.BAD_REQUEST, "not an HTTP request"));
        } else if (!request.method().equals(HttpMethod.POST) || !request.uri().equals(PATH)) {
            send(context, error(HttpResponseStatus.NOT_FOUND, "there is only POST " + PATH));
        } else if (!limit.admits(Source.of(source))) {
            LOG.warn("enrolment: too many attempts from {}", source.getHostAddress());
            send(context, error(HttpResponseStatus.TOO_MANY_REQUESTS, "too many attempts: wait"));
        } else {
            String body = request.content().toString(StandardCharsets.UTF_8);
            workers.execute(() -> send(context, redeem(body)));
        }
    }

    private FullHttpResponse redeem(String body) {
        try {
            return response(
                    HttpResponseStatus.OK,
                    EnrolmentJson.grant(enrolments.redeem(EnrolmentJson.claim(body))));
        } catch (EnrolmentRefusedException | IllegalArgumentException e) {
            LOG.warn("enrolment refused to {}: {}", source.getHostAddress(), e.getMessage());
            return error(HttpResponseStatus.FORBIDDEN, "refused");
        } catch (RuntimeException e) {
            LOG.error("enrolment of {} failed", source.getHostAddress(), e);
            return error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server failed");
        }
    }

    private static void send(ChannelHandlerContext context, FullHttpResponse response) {
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("enrolment connection from {} ends: {}", source, cause.toString());
        context.close();
    }

    private static FullHttpResponse error(HttpResponseStatus status, String message) {
        JsonObject body = new JsonObject();
        body.addProperty("error", message);
        return response(status, body);
    }

    private static FullHttpResponse response(HttpResponseStatus status, JsonObject body) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                Unpooled.copiedBuffer(body + "\n", StandardCharsets.UTF_8));
    }
}
