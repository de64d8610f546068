/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reveille sms}: short messages as modems and centres exchange them. */
@Command(
        name = "sms",
        mixinStandardHelpOptions = true,
        description = "Reads and writes short messages as modems show them (3GPP TS 23.040).",
        subcommands = {DecodeCommand.class, EncodeCommand.class})
public final class SmsCommand implements Runnable {
    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "choose decode or encode");
    }
}
