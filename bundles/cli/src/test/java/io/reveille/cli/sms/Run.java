/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
record Run(int exitCode, String out, String err) {
    static Run decode(String input, String... arguments) {
        return run(new DecodeCommand(stream(input)), arguments);
    }

    static Run encode(String input, String... arguments) {
        return run(new EncodeCommand(stream(input)), arguments);
    }

    private static ByteArrayInputStream stream(String input) {
        return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }

    private static Run run(Callable<Integer> command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine main = io.reveille.cli.Main.commandLine();
        int exitCode =
                new CommandLine(command)
                        .setExecutionExceptionHandler(main.getExecutionExceptionHandler())
                        .setParameterExceptionHandler(main.getParameterExceptionHandler())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** The only object printed. */
    JsonObject object() {
        return object(0);
    }

    JsonObject object(int line) {
        return JsonParser.parseString(lines().get(line)).getAsJsonObject();
    }
}
