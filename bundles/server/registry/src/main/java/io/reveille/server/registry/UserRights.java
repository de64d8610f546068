/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

/** What a user may do and reach. */
public record UserRights(ClientRole role, ClientReach reach) {
    public UserRights withRole(ClientRole changed) {
        return new UserRights(changed, reach);
    }

    public UserRights withReach(ClientReach changed) {
        return new UserRights(role, changed);
    }
}
