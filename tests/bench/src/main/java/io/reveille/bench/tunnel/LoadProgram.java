/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The program that makes the load, at both ends. It is in C, so that what measures costs as little
 * as can be of the processors that it shares with what is measured.
 */
public final class LoadProgram {
    private static final Pattern PORT = Pattern.compile("^(\\d+)\n");
    private static final int LIMIT_SECONDS = 60;

    private final Path directory;
    private final Path program;

    private LoadProgram(Path directory, Path program) {
        this.directory = directory;
        this.program = program;
    }

    /**
     * Compiles it.
     *
     * @throws IOException if there is no C compiler
     */
    static LoadProgram compile(Path directory) throws IOException, InterruptedException {
        return compile(directory, LoadProgram.class, "load", List.of());
    }

    /**
     * Compiles another program of the kind.
     *
     * @param beside the class whose resource {@code NAME.c} is
     * @param libraries what the linker is told
     * @throws IOException if there is no C compiler, or it cannot compile it
     */
    public static LoadProgram compile(
            Path directory, Class<?> beside, String name, List<String> libraries)
            throws IOException, InterruptedException {
        Path source = directory.resolve(name + ".c");
        Path program = directory.resolve(name);
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name + ".c"))) {
            Files.copy(in, source);
        }
        List<String> cc =
                new ArrayList<>(
                        List.of(
                                "cc",
                                "-O2",
                                "-pthread",
                                "-o",
                                program.toString(),
                                source.toString()));
        cc.addAll(libraries);
        Process compiler;
        try {
            compiler = new ProcessBuilder(cc).inheritIO().start();
        } catch (IOException e) {
            throw new IOException(
                    "a C compiler is needed for the load: install one (Debian, Ubuntu: apt-get install gcc libc6-dev)",
                    e);
        }
        if (compiler.waitFor() != 0) {
            throw new IOException("the load cannot be compiled: " + String.join(" ", cc));
        }
        return new LoadProgram(directory, program);
    }

    /** Starts the service at a port of its own. */
    Daemon serve() throws IOException {
        return serve(400);
    }

    /** Starts the service for so many connections at the same time. */
    Daemon serve(int connections) throws IOException {
        return serve("0", String.valueOf(connections));
    }

    /** Starts the service with these arguments. */
    public Daemon serve(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "serve"));
        command.addAll(List.of(arguments));
        return Daemon.start("service", directory, command);
    }

    /** Opens so many connections and keeps them. */
    Daemon hold(int port, int count) throws IOException {
        return Daemon.start(
                "clients",
                directory,
                List.of(program.toString(), "hold", String.valueOf(port), String.valueOf(count)));
    }

    static int port(Daemon service) {
        return Integer.parseInt(service.await(PORT));
    }

    /** Measures; gives what the program printed, by name. */
    Map<String, Double> run(List<String> arguments) throws IOException, InterruptedException {
        return run(arguments, Map.of());
    }

    /** Measures with these variables in its environment. */
    public Map<String, Double> run(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end of " + command);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Double> values = new HashMap<>();
        for (String pair : said.strip().split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
            }
        }
        return values;
    }
}
