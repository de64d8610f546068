/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * What one check found.
 *
 * @param check its name, such as {@code delegation}
 * @param todo what to do about it; empty if nothing
 * @param records to be put into the parent zone, as a zone file has them
 */
record Finding(String check, State state, String text, String todo, List<String> records) {
    Finding {
        records = List.copyOf(records);
    }

    /** How bad it is. */
    enum State {
        OK,
        /** Works, and could be better. */
        ADVICE,
        FAILED
    }

    static Finding ok(String check, String text) {
        return new Finding(check, State.OK, text, "", List.of());
    }

    static Finding advice(String check, String text, String todo) {
        return new Finding(check, State.ADVICE, text, todo, List.of());
    }

    static Finding failed(String check, String text, String todo) {
        return new Finding(check, State.FAILED, text, todo, List.of());
    }

    Finding with(List<String> recordsToCopy) {
        return new Finding(check, state, text, todo, recordsToCopy);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("check", check);
        json.addProperty("state", state.name());
        json.addProperty("text", text);
        json.addProperty("todo", todo);
        JsonArray lines = new JsonArray();
        records.forEach(lines::add);
        json.add("records", lines);
        return json;
    }
}
