/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.reveille.cli.CommandFailedException;
import io.reveille.sms.Direction;
import io.reveille.sms.PduCodec;
import io.reveille.sms.SmsDecodeException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille sms decode}: PDUs in hexadecimal to JSON, one object a line. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints PDUs as JSON, one object a line, in the order given.",
            "Each PDU has the service centre's address before it, as AT commands show it. One that"
                    + " cannot be decoded gives an object with \"error\", and exit code 1."
        })
public final class DecodeCommand implements Callable<Integer> {
    /** Far more than any PDU has. */
    private static final int LONGEST_LINE = 4_096;

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** Which way messages travel. */
    enum Way {
        /** To the mobile. */
        MT(Direction.MOBILE_TERMINATED),
        /** From the mobile. */
        MO(Direction.MOBILE_ORIGINATED);

        private final Direction direction;

        Way(Direction direction) {
            this.direction = direction;
        }
    }

    @Spec CommandSpec spec;

    @Option(
            names = "--direction",
            paramLabel = "mt|mo",
            description =
                    "Whether the messages go to the mobile (mt) or come from it (mo). Without it"
                            + " SMS-DELIVER, SMS-SUBMIT and SMS-STATUS-REPORT are told apart.")
    Way way;

    @Parameters(
            paramLabel = "HEX",
            description = "PDUs in hexadecimal; without any, one a line of standard input.")
    List<String> hex = List.of();

    private final InputStream input;
    private long count;
    private long failures;

    public DecodeCommand() {
        this(System.in);
    }

    DecodeCommand(InputStream input) {
        this.input = input;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (hex.isEmpty()) {
            BoundedLines.each(input, LONGEST_LINE, out, this::decode);
        } else {
            hex.forEach(pdu -> decode(pdu.strip(), out));
        }
        out.flush();
        if (failures > 0) {
            throw new CommandFailedException(
                    "%d of %d PDUs could not be decoded; \"error\" in the output says where and why"
                            .formatted(failures, count));
        }
        return 0;
    }

    private void decode(String pdu, PrintWriter out) {
        Direction direction = way == null ? Direction.UNKNOWN : way.direction;
        count++;
        JsonObject object;
        try {
            object = MessageWriter.write(PduCodec.decodeHex(pdu, direction));
        } catch (SmsDecodeException e) {
            failures++;
            object = error(e);
        }
        out.write(GSON.toJson(object));
        out.write('\n');
    }

    private static JsonObject error(SmsDecodeException e) {
        JsonObject error = new JsonObject();
        error.addProperty("field", e.field());
        error.addProperty("offset", e.offset());
        error.addProperty("reason", e.reason());
        JsonObject object = new JsonObject();
        object.add("error", error);
        return object;
    }
}
