/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.ClientRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiRouteTest {
    @Test
    void whatever_can_be_asked_takes_the_role_that_is_written_here() {
        assertThat(routesFor(ClientRole.CLIENT)).isEqualTo("POST open");
        assertThat(routesFor(ClientRole.OPERATOR))
                .isEqualTo(
                        """
                        GET budgets
                        GET gateways
                        GET gateways/*
                        GET gateways/*/audit
                        GET gateways/*/status
                        GET grants
                        GET sessions
                        GET sessions/*
                        GET signals/*
                        GET status
                        POST grants
                        POST grants/*/close
                        POST requests
                        POST signals
                        POST signals/form""");
        assertThat(routesFor(ClientRole.ADMIN))
                .isEqualTo(
                        """
                        GET attempts
                        GET dns
                        GET keys
                        GET keys/unsigned-list
                        GET tokens
                        GET users
                        GET users/*
                        POST dns/retire
                        POST dns/roll
                        POST enrolments
                        POST enrolments/import
                        POST enrolments/offline
                        POST gateways/*/reach
                        POST gateways/*/revoke
                        POST keys/list
                        POST keys/lowest-suite
                        POST keys/revoke
                        POST keys/root
                        POST keys/rotate
                        POST tokens
                        POST tokens/*/revoke
                        POST users
                        POST users/*/certificates
                        POST users/*/password
                        POST users/*/restore
                        POST users/*/revoke
                        POST users/*/set""");
    }

    @ParameterizedTest
    @EnumSource
    void each_is_found_by_its_method_and_path_alone(ApiRoute route) {
        String[] parts = route.toString().split(" ", 2);
        String path = parts[1].replace("*", "x");

        assertThat(ApiRoute.of(parts[0], path)).contains(route);
        assertThat(ApiRoute.of("DELETE", path)).isEmpty();
        assertThat(ApiRoute.of("HEAD", path)).isEmpty();
        assertThat(ApiRoute.of(parts[0].toLowerCase(Locale.ROOT), path)).isEmpty();
        for (String other : new String[] {"/" + path, path + "/x/y/z", "./" + path, "v2/" + path}) {
            assertThat(ApiRoute.of(parts[0], other)).as(other).isNotEqualTo(Optional.of(route));
        }
    }

    @ParameterizedTest
    @EnumSource
    void roles_may_do_what_lesser_ones_may(ApiRoute route) {
        assertThat(route.isFor(ClientRole.ADMIN)).isTrue();
        assertThat(route.isFor(ClientRole.OPERATOR)).isEqualTo(route.role() != ClientRole.ADMIN);
        assertThat(route.isFor(ClientRole.CLIENT)).isEqualTo(route.role() == ClientRole.CLIENT);
    }

    private static String routesFor(ClientRole role) {
        return Arrays.stream(ApiRoute.values())
                .filter(route -> route.role() == role)
                .map(ApiRoute::toString)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("\n"));
    }
}
