/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.kura.GatewayReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The report as JSON in {@code HOME/run/status.json}, mode 600, for those outside the process.
 * Replaced as a whole when it changes.
 */
final class StatusFile {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);

    private final Path file;
    private String written = "";

    StatusFile(Path home) {
        this.file = home.resolve("run").resolve("status.json");
    }

    /** Writes the report unless it is what was written last. */
    void write(GatewayReport report) {
        String text = json(report) + "\n";
        if (text.equals(written)) {
            return;
        }
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Path beside = Files.createTempFile(file.getParent(), ".status", ".new"); // mode 600
            Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            written = text;
        } catch (IOException e) {
            LOG.debug("The status cannot be written to {}", file, e);
        }
    }

    static JsonObject json(GatewayReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("state", report.state().name());
        json.addProperty("detail", report.detail());
        report.gatewayId().ifPresent(id -> json.addProperty("gateway", id));
        report.modem().ifPresent(modem -> json.addProperty("modem", modem));
        report.modemStatus().map(ModemStatusJson::of).ifPresent(m -> json.add("modemStatus", m));
        JsonArray channels = new JsonArray();
        report.channels().forEach(channel -> channels.add(json(channel)));
        json.add("channels", channels);
        report.proxy().ifPresent(status -> add(json, status));
        return json;
    }

    private static JsonObject json(GatewayReport.Channel channel) {
        JsonObject json = new JsonObject();
        json.addProperty("channel", channel.channel().name());
        json.addProperty("health", channel.health());
        return json;
    }

    private static void add(JsonObject json, PrivateProxyStatus status) {
        json.addProperty("accepted", status.accepted());
        JsonObject refused = new JsonObject();
        status.refusals().forEach((reason, count) -> refused.addProperty(reason.name(), count));
        json.add("refused", refused);
        json.addProperty("merged", status.merged());
        json.addProperty("dials", status.dials());
        json.addProperty("dialFailures", status.dialFailures());
        status.lastRequest()
                .ifPresent(
                        last -> {
                            JsonObject request = new JsonObject();
                            request.addProperty("at", last.at().toString());
                            request.addProperty("origin", last.origin());
                            request.addProperty("verdict", last.verdict());
                            json.add("lastRequest", request);
                        });
        JsonArray links = new JsonArray();
        status.links().forEach(link -> links.add(json(link)));
        json.add("links", links);
    }

    private static JsonObject json(PrivateProxyStatus.Link link) {
        JsonObject json = new JsonObject();
        json.addProperty("proxy", link.proxy());
        json.addProperty("state", link.state().name());
        json.addProperty("since", link.since().toString());
        json.addProperty("waiting", link.waiting());
        json.addProperty("openStreams", link.openStreams());
        json.addProperty("octetsUp", link.octetsUp());
        json.addProperty("octetsDown", link.octetsDown());
        json.addProperty("octetsHeld", link.octetsHeld());
        json.addProperty("detail", link.detail());
        return json;
    }
}
