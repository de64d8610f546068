/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal.osgi;

import io.reveille.server.console.internal.ApiFile;
import io.reveille.server.console.internal.ApiToken;
import io.reveille.server.registry.ServerSettings;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The token of this start. What a crash left of the last one is removed before anything is up. */
@Component(service = ApiTokenComponent.class)
public final class ApiTokenComponent {
    private final ApiToken token = ApiToken.random();

    @Activate
    public ApiTokenComponent(@Reference ServerSettings settings) throws IOException {
        new ApiFile(settings.home()).remove();
    }

    ApiToken token() {
        return token;
    }
}
