/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.netty.channel.ChannelHandler;
import io.reveille.gateway.agent.ServiceAuthentication;
import io.reveille.gateway.agent.ServiceAuthentication.Place;
import io.reveille.tunnel.ServiceGuard;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What stands in front of the services whose clients this gateway asks who they are. */
public final class ServiceGuards {
    private static final int OK = 200;
    private static final int ASKED = 407;
    private static final int TOO_MANY = 429;

    private final Map<String, ServiceAuthentication> services;
    private final ClientJudge judge;
    private final ClientEvents events;

    public ServiceGuards(
            List<ServiceAuthentication> services, ClientJudge judge, ClientEvents events) {
        this.services =
                services.stream()
                        .collect(
                                Collectors.toMap(
                                        ServiceAuthentication::service, Function.identity()));
        this.judge = judge;
        this.events = events;
    }

    /** The guard of the service of that name, if it has one. */
    public Optional<ServiceGuard> of(String service) {
        return Optional.ofNullable(services.get(service)).map(Guard::new);
    }

    private final class Guard implements ServiceGuard {
        private final ServiceAuthentication how;

        Guard(ServiceAuthentication how) {
            this.how = how;
        }

        @Override
        public CompletionStage<StreamAnswer> admit(StreamRequest request) {
            if (how.place() == Place.HTTP) {
                return CompletableFuture.completedStage(new StreamAnswer(OK, ""));
            }
            Question question =
                    new Question(
                            how.service(),
                            "CONNECT",
                            request.target(),
                            request.credentials(),
                            request.client());
            return judge.decide(how, question).thenApply(decision -> answer(request, decision));
        }

        private StreamAnswer answer(StreamRequest request, Decision decision) {
            if (decision instanceof Decision.Admitted admitted) {
                events.client(how.service(), request.client(), admitted.name(), "");
                return new StreamAnswer(OK, "");
            } else if (decision instanceof Decision.Challenged challenged) {
                return new StreamAnswer(ASKED, "", challenged.challenges());
            }
            return new StreamAnswer(TOO_MANY, "");
        }

        @Override
        public Optional<ChannelHandler> before(StreamRequest request) {
            return how.place() == Place.HTTP
                    ? Optional.of(new HttpGate(how, judge, events, request.client()))
                    : Optional.empty();
        }
    }
}
