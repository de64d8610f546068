/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal.osgi;

import io.reveille.server.console.internal.ApiToken;
import org.osgi.service.component.annotations.Component;

/** The token of this start. */
@Component(service = ApiTokenComponent.class)
public final class ApiTokenComponent {
    private final ApiToken token = ApiToken.random();

    ApiToken token() {
        return token;
    }
}
