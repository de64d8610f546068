/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a person writes on the command line, checked before it goes anywhere. */
public final class Names {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private Names() {}

    /**
     * Refuses what is not a lower-case DNS label (RFC 1035 section 2.3.1, with RFC 1123's digits).
     */
    public static String requireLabel(CommandSpec spec, String what, String text) {
        if (!LABEL.matcher(text).matches()) {
            throw misuse(spec, what + " must be one DNS label (a-z, 0-9, -), not '" + text + "'");
        }
        return text;
    }

    /** Refuses what cannot be the key of a session. */
    public static String requireKey(CommandSpec spec, String what, String text) {
        if (!KEY.matcher(text).matches()) {
            throw misuse(spec, what + " must be a session's key as 'reveille sessions' lists it");
        }
        return text;
    }

    /** {@code HOST:PORT}; IPv6 addresses stand in brackets. */
    public static InetSocketAddress address(CommandSpec spec, String what, String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw misuse(spec, what + " must be ADDR:PORT, not '" + text + "'");
        }
        String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        return new InetSocketAddress(host, port(spec, what, text.substring(colon + 1), 1));
    }

    /** {@code HOST} or {@code HOST:PORT}, with a port that is meant where none is given. */
    public static InetSocketAddress address(
            CommandSpec spec, String what, String text, int defaultPort) {
        boolean withPort = text.matches("[^:]*:[^:]*|\\[.*\\]:.*");
        String host = text.replaceAll("^\\[|\\]$", "");
        InetSocketAddress address =
                withPort ? address(spec, what, text) : new InetSocketAddress(host, defaultPort);
        if (address.isUnresolved()) {
            throw misuse(spec, what + ": there is no host " + address.getHostString());
        }
        return address;
    }

    /**
     * {@code [ADDR:]PORT} to listen on; without ADDR it is the IPv4 loopback. Port 0 takes any free
     * one.
     */
    public static InetSocketAddress localAddress(CommandSpec spec, String what, String text) {
        int colon = text.lastIndexOf(':');
        String host =
                colon < 0 ? "127.0.0.1" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        return new InetSocketAddress(host, port(spec, what, text.substring(colon + 1), 0));
    }

    private static int port(CommandSpec spec, String what, String text, int least) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= least && port <= 65535) {
                return port;
            }
        }
        throw misuse(
                spec, what + " must have a port from " + least + " to 65535, not '" + text + "'");
    }

    private static ParameterException misuse(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
