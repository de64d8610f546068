/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That the gateway itself asks the clients of a service who they are.
 *
 * @param service its name
 * @param place where it asks
 * @param schemes what it takes, at least one
 */
public record ServiceAuthentication(String service, Place place, Set<ClientScheme> schemes) {

    private static final Pattern FORM =
            Pattern.compile("([a-z0-9-]{1,32}):(http|connect):([a-z0-9+]{1,40})");

    /** Where the gateway asks. */
    public enum Place {
        /** In front of a service that speaks HTTP/1.1: each request, by 401. */
        HTTP,
        /** For each connection, by 407: clients that come by HTTP CONNECT. */
        CONNECT
    }

    public ServiceAuthentication {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(place, "place");
        schemes = Set.copyOf(schemes);
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("service " + service + ": no scheme is named");
        }
    }

    /**
     * Reads a list such as {@code web:http:digest+bearer,ssh:connect:digest}; empty text is an
     * empty list.
     *
     * @throws IllegalArgumentException saying which entry is wrong and what to write
     */
    public static List<ServiceAuthentication> parse(String text) {
        List<ServiceAuthentication> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (text.isBlank()) {
            return List.of();
        }
        for (String entry : text.split(",", -1)) {
            ServiceAuthentication one = entry(entry.strip());
            if (!names.add(one.service())) {
                throw new IllegalArgumentException("service " + one.service() + " is listed twice");
            }
            all.add(one);
        }
        return List.copyOf(all);
    }

    private static ServiceAuthentication entry(String entry) {
        Matcher form = FORM.matcher(entry);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + entry.replaceAll("\\p{Cntrl}", "?")
                            + "\": write SERVICE:http:SCHEMES or SERVICE:connect:SCHEMES with basic,"
                            + " digest or bearer, for example web:http:digest+bearer");
        }
        Set<ClientScheme> schemes = EnumSet.noneOf(ClientScheme.class);
        for (String scheme : form.group(3).split("\\+", -1)) {
            schemes.add(
                    ClientScheme.of(scheme)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "\""
                                                            + scheme
                                                            + "\": write basic, digest or"
                                                            + " bearer")));
        }
        return new ServiceAuthentication(
                form.group(1), form.group(2).equals("http") ? Place.HTTP : Place.CONNECT, schemes);
    }
}
