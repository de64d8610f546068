/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonObject;

/**
 * What one check found.
 *
 * @param check its name, such as {@code delegation}
 * @param todo what to do about it; empty if nothing
 */
record Finding(String check, State state, String text, String todo) {
    /** How bad it is. */
    enum State {
        OK,
        /** Works, and could be better. */
        ADVICE,
        FAILED
    }

    static Finding ok(String check, String text) {
        return new Finding(check, State.OK, text, "");
    }

    static Finding advice(String check, String text, String todo) {
        return new Finding(check, State.ADVICE, text, todo);
    }

    static Finding failed(String check, String text, String todo) {
        return new Finding(check, State.FAILED, text, todo);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("check", check);
        json.addProperty("state", state.name());
        json.addProperty("text", text);
        json.addProperty("todo", todo);
        return json;
    }
}
