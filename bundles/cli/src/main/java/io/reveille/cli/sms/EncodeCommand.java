/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.reveille.sms.PduCodec;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reveille sms encode}: the inverse of {@code decode}. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the PDU in hexadecimal of each JSON object, as 'reveille sms decode' prints"
                    + " them, in the order given.",
            "Enough for a text: {\"type\":\"SMS-SUBMIT\",\"address\":\"+4915112345678\","
                    + "\"text\":\"hello\"}"
        })
public final class EncodeCommand implements Callable<Integer> {
    private static final int LONGEST_LINE = 65_536;

    @Spec CommandSpec spec;

    @Parameters(
            paramLabel = "JSON",
            description = "JSON objects; without any, one a line of standard input.")
    List<String> json = List.of();

    private final InputStream input;
    private int line;
    private int failures;

    public EncodeCommand() {
        this(System.in);
    }

    EncodeCommand(InputStream input) {
        this.input = input;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isEmpty()) {
            BoundedLines.each(input, LONGEST_LINE, out, this::encode);
        } else {
            json.forEach(object -> encode(object, out));
        }
        out.flush();
        return failures == 0 ? 0 : 1;
    }

    private void encode(String text, PrintWriter out) {
        line++;
        try {
            out.write(PduCodec.encodeHex(MessageReader.read(new Fields(parse(text)))));
            out.write('\n');
        } catch (IllegalArgumentException e) {
            failures++;
            out.flush();
            PrintWriter err = spec.commandLine().getErr();
            err.println("reveille: object " + line + ": " + e.getMessage());
            err.flush();
        }
    }

    private static JsonElement parse(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(
                    "is no JSON; give one object a line as 'reveille sms decode' prints it", e);
        }
    }
}
