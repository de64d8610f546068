/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Enrolment by files: many gateways at once, or one without a network. */
final class EnrolmentFiles {
    private static final int MOST_REQUEST = 16 * 1024;
    private static final int MOST_CSV = 3 * 1024 * 1024;

    private final ServerHome server;
    private final Path output;

    EnrolmentFiles(ServerHome server, Path output) {
        this.server = server;
        this.output = output;
    }

    /** Codes for all gateways of a file, or for none. */
    String codes(Path csv, Duration valid) {
        JsonObject order = new JsonObject();
        order.addProperty("csv", read(csv, MOST_CSV));
        order.addProperty("validitySeconds", valid.toSeconds());
        JsonObject answer = server.api().post("enrolments/import", order).getAsJsonObject();
        String url = Output.text(answer, "url");
        String expires = Output.text(answer, "expires");
        StringBuilder lines = new StringBuilder("gateway,url,code,expires\n");
        for (JsonElement element : answer.getAsJsonArray("codes")) {
            JsonObject code = element.getAsJsonObject();
            lines.append(Output.text(code, "gateway"))
                    .append(',')
                    .append(url)
                    .append(',')
                    .append(Output.text(code, "code"))
                    .append(',')
                    .append(expires)
                    .append('\n');
        }
        write(lines.toString());
        return "%d codes, good until %s, are in %s; whoever reads it can enrol in their place."
                .formatted(answer.getAsJsonArray("codes").size(), expires, output);
    }

    /** The answer to a gateway's request. */
    String admit(Path request, String gateway, Optional<String> msisdn) {
        JsonObject order = new JsonObject();
        order.addProperty("gateway", gateway);
        msisdn.ifPresent(number -> order.addProperty("msisdn", number));
        order.addProperty("request", read(request, MOST_REQUEST));
        JsonObject answer = server.api().post("enrolments/offline", order).getAsJsonObject();
        write(Output.json(answer) + "\n");
        return """
                Gateway %s is a member. Take %s to it and run there
                  reveille gateway enroll --answer %s
                It shows the fleet's fingerprint, which must be
                  %s"""
                .formatted(gateway, output, output.getFileName(), fingerprint(answer));
    }

    private static String fingerprint(JsonObject answer) {
        try {
            return Certificates.fingerprint(
                            Certificates.parse(Output.text(answer, "fleetCa")).get(0))
                    .hex();
        } catch (KeyMaterialException e) {
            throw new CommandFailedException("the server's answer can't be used", e);
        }
    }

    private static String read(Path file, int most) {
        try {
            return new String(PrivateFile.read(file, most), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailedException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void write(String text) {
        try {
            PrivateFile.write(output, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + output + ": " + e.getMessage(), e);
        }
    }
}
