/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli;

import io.reveille.cli.api.DevicesCommand;
import io.reveille.cli.api.EnrollCommand;
import io.reveille.cli.api.RequestCommand;
import io.reveille.cli.api.SessionsCommand;
import io.reveille.cli.api.SignalCommand;
import io.reveille.cli.api.StatusCommand;
import io.reveille.cli.connect.ConnectCommand;
import io.reveille.cli.demo.DemoCommand;
import io.reveille.cli.dns.DnsCommand;
import io.reveille.cli.dns.DoctorCommand;
import io.reveille.cli.emulate.ModemEmulatorCommand;
import io.reveille.cli.emulate.SmsCentreCommand;
import io.reveille.cli.gateway.GatewayCommand;
import io.reveille.cli.keys.KeysCommand;
import io.reveille.cli.sms.SmsCommand;
import io.reveille.cli.users.OpenCommand;
import io.reveille.cli.users.TokensCommand;
import io.reveille.cli.users.UsersCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;

/**
 * The {@code reveille} command line. Exit codes: 0 success, 1 failed, 2 wrong usage. What went
 * wrong is one line on standard error that says what to do.
 */
@Command(
        name = "reveille",
        description = "Reaches devices behind carrier NAT, on demand.",
        mixinStandardHelpOptions = true,
        version = "reveille 0.1.0",
        subcommands = {
            DemoCommand.class,
            EnrollCommand.class,
            DevicesCommand.class,
            SessionsCommand.class,
            SignalCommand.class,
            RequestCommand.class,
            StatusCommand.class,
            UsersCommand.class,
            TokensCommand.class,
            OpenCommand.class,
            ConnectCommand.class,
            GatewayCommand.class,
            KeysCommand.class,
            DnsCommand.class,
            DoctorCommand.class,
            ModemEmulatorCommand.class,
            SmsCentreCommand.class,
            SmsCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        CommandLine command = commandLine();
        int exitCode = command.execute(args);
        command.getOut().flush();
        System.exit(exitCode);
    }

    /** The whole command tree, as {@link #main} runs it and tests call it. */
    public static CommandLine commandLine() {
        IExecutionExceptionHandler failed =
                (thrown, command, parsed) -> {
                    if (!(thrown instanceof CommandFailedException)) {
                        throw thrown;
                    }
                    command.getErr().println("reveille: " + thrown.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                };
        IParameterExceptionHandler misused =
                (thrown, args) -> {
                    PrintWriter err = thrown.getCommandLine().getErr();
                    String name = thrown.getCommandLine().getCommandSpec().qualifiedName();
                    String what =
                            String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
                    err.println("reveille: " + what + "; see '" + name + " --help'");
                    return CommandLine.ExitCode.USAGE;
                };
        return new CommandLine(new Main())
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .setExecutionExceptionHandler(failed)
                .setParameterExceptionHandler(misused)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** JSON is UTF-8 (RFC 8259, 8.1), whatever the locale. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
