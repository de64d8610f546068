/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal.osgi;

import io.reveille.server.console.internal.AccessApi;
import io.reveille.server.console.internal.Api;
import io.reveille.server.console.internal.ApiDoor;
import io.reveille.server.console.internal.ApiServlet;
import io.reveille.server.console.internal.ServerView;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ApiTokens;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.Users;
import jakarta.servlet.Servlet;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Offers the API to the Http Whiteboard. */
@Component(
        immediate = true,
        service = {})
public final class ApiServletComponent {
    private final ServiceRegistration<Servlet> servlet;

    @Activate
    public ApiServletComponent(
            BundleContext context,
            @Reference ServerSettings settings,
            @Reference Registry registry,
            @Reference Sessions sessions,
            @Reference Enrolments enrolments,
            @Reference KeyOffice keys,
            @Reference RouteBook book,
            @Reference SignalLedger ledger,
            @Reference ClientAccess access,
            @Reference Users users,
            @Reference ApiTokens tokens,
            @Reference AddressGrants grants,
            @Reference ServerView view,
            @Reference ApiTokenComponent token) {
        Map<String, Object> properties =
                Map.of(
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/api/v1/*",
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "reveille-api");
        servlet =
                context.registerService(
                        Servlet.class,
                        new ApiServlet(
                                new Api(
                                        settings,
                                        registry,
                                        sessions,
                                        enrolments,
                                        keys,
                                        book,
                                        ledger,
                                        new AccessApi(users, tokens, grants),
                                        view),
                                new ApiDoor(token.token(), access)),
                        FrameworkUtil.asDictionary(properties));
    }

    @Deactivate
    void stop() {
        servlet.unregister();
    }
}
