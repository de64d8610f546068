/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.Concatenation;
import io.reveille.sms.InformationElement;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserDataHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** User data headers in JSON: all elements verbatim, and what the best known of them mean. */
final class Headers {
    private Headers() {}

    static void write(JsonObject object, Optional<UserDataHeader> header) {
        JsonArray elements = new JsonArray();
        for (InformationElement element : header.map(UserDataHeader::elements).orElse(List.of())) {
            JsonObject written = new JsonObject();
            written.addProperty("iei", element.id());
            written.addProperty("hex", element.data().hex());
            elements.add(written);
        }
        object.add("udh", elements);
        if (header.isPresent() && elements.isEmpty()) {
            object.addProperty("udhi", true);
        }
        object.add("concat", concatenation(header.flatMap(UserDataHeader::concatenation)));
        object.add("ports", ports(header.flatMap(UserDataHeader::ports)));
    }

    private static JsonElement concatenation(Optional<Concatenation> concatenation) {
        if (concatenation.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject written = new JsonObject();
        written.addProperty("ref", concatenation.get().reference());
        written.addProperty("total", concatenation.get().total());
        written.addProperty("seq", concatenation.get().sequence());
        return written;
    }

    private static JsonElement ports(Optional<ApplicationPorts> ports) {
        if (ports.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject written = new JsonObject();
        written.addProperty("dst", ports.get().destination());
        written.addProperty("src", ports.get().source());
        return written;
    }

    /** The header of the elements; without any, one made of what concat and ports say. */
    static Optional<UserDataHeader> read(Fields fields) {
        List<InformationElement> elements = new ArrayList<>();
        for (Fields element : fields.objects("udh")) {
            elements.add(element(element));
        }
        Optional<Concatenation> concatenation =
                fields.object("concat").map(Headers::readConcatenation);
        Optional<ApplicationPorts> ports = fields.object("ports").map(Headers::readPorts);
        if (fields.flag("udhi") || !elements.isEmpty()) {
            UserDataHeader header = new UserDataHeader(elements);
            agree(fields, "concat", concatenation, header.concatenation(), Headers::concatenation);
            agree(fields, "ports", ports, header.ports(), Headers::ports);
            return Optional.of(header);
        }
        concatenation.map(Concatenation::element).ifPresent(elements::add);
        ports.map(ApplicationPorts::element).ifPresent(elements::add);
        return elements.isEmpty() ? Optional.empty() : Optional.of(new UserDataHeader(elements));
    }

    private static <T> void agree(
            Fields fields,
            String name,
            Optional<T> said,
            Optional<T> meant,
            java.util.function.Function<Optional<T>, JsonElement> form) {
        if (said.isPresent() && !form.apply(said).equals(form.apply(meant))) {
            throw fields.wrong(name, "says something else than udh; remove one of them");
        }
    }

    private static InformationElement element(Fields fields) {
        int id = required(fields, "iei", 255);
        OctetString data = fields.hex("hex").orElseThrow(() -> fields.wrong("hex", "is missing"));
        fields.end();
        return new InformationElement(id, data);
    }

    private static Concatenation readConcatenation(Fields fields) {
        int reference = required(fields, "ref", 0xFFFF);
        int total = required(fields, "total", 255);
        int sequence = required(fields, "seq", 255);
        fields.end();
        return new Concatenation(reference, total, sequence, reference > 0xFF);
    }

    private static ApplicationPorts readPorts(Fields fields) {
        int destination = required(fields, "dst", 0xFFFF);
        int source = required(fields, "src", 0xFFFF);
        fields.end();
        return ApplicationPorts.of(destination, source);
    }

    private static int required(Fields fields, String name, int most) {
        return fields.integer(name, 0, most)
                .orElseThrow(() -> fields.wrong(name, "is missing; give a number"));
    }
}
