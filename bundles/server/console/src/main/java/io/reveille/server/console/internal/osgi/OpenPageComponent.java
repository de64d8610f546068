/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal.osgi;

import io.reveille.server.console.internal.OpenPageServlet;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.ClientAccess;
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

/** Offers the page for opening services to the Http Whiteboard. */
@Component(
        immediate = true,
        service = {})
public final class OpenPageComponent {
    private final ServiceRegistration<Servlet> servlet;

    @Activate
    public OpenPageComponent(
            BundleContext context,
            @Reference ClientAccess access,
            @Reference AddressGrants grants) {
        Map<String, Object> properties =
                Map.of(
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/open",
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "reveille-open");
        servlet =
                context.registerService(
                        Servlet.class,
                        new OpenPageServlet(access, grants),
                        FrameworkUtil.asDictionary(properties));
    }

    @Deactivate
    void stop() {
        servlet.unregister();
    }
}
