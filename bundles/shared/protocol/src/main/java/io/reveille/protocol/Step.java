/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

/** The steps of a session, in the order of their letters; E and G run at the same time. */
public enum Step {
    /** The client asks for the device's name. */
    A("client asks DNS for the device's name"),
    /** DNS answers. */
    B("DNS answers with the public proxy's address and port"),
    /** The client connects. */
    C("client connects to the public proxy"),
    /** The access request leaves. */
    D("public proxy sends the access request"),
    /** The gateway connects to the service. */
    E("gateway connects to the service on the terminal"),
    /** The service accepts. */
    F("service acknowledges the connection"),
    /** The gateway dials. */
    G("gateway dials out and presents the session's token"),
    /** The public proxy takes the tunnel. */
    H("public proxy acknowledges the tunnel"),
    /** The tunnel is the client's. */
    I("tunnel is handed to the client");

    private final String description;

    Step(String description) {
        this.description = description;
    }

    /** Who does what, in words for people. */
    public String description() {
        return description;
    }
}
