/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal.osgi;

import io.reveille.server.console.internal.ApiFile;
import io.reveille.server.console.internal.HttpEndpoints;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.TunnelStatus;
import java.io.IOException;
import java.net.URI;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@code run/api.json} while DNS, tunnels, enrolment and HTTP are up. */
@Component(
        immediate = true,
        service = {})
public final class AnnouncementComponent {
    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementComponent.class);
    private static final String ENDPOINT = HttpServiceRuntimeConstants.HTTP_SERVICE_ENDPOINT;

    private final ApiFile file;

    @Activate
    public AnnouncementComponent(
            @Reference ServerSettings settings,
            @Reference ApiTokenComponent token,
            @Reference(target = "(" + ServerEndpoint.NAME + "=" + ServerEndpoint.DNS + ")")
                    ServerEndpoint dns,
            @Reference(target = "(" + ServerEndpoint.NAME + "=" + ServerEndpoint.ENROLMENT + ")")
                    ServerEndpoint enrolment,
            @Reference TunnelStatus tunnels,
            @Reference(target = "(" + ENDPOINT + "=*)") ServiceReference<HttpServiceRuntime> http)
            throws IOException {
        URI url = HttpEndpoints.choose(http.getProperty(ENDPOINT));
        file = new ApiFile(settings.home());
        file.write(url, token.token(), settings.zone(), dns.address());
        LOG.info(
                "server is up: API {}, tunnels on port {}, enrolment on port {}",
                url,
                tunnels.tunnelPort(),
                enrolment.address().getPort());
    }

    @Deactivate
    void stop() throws IOException {
        file.remove();
    }
}
