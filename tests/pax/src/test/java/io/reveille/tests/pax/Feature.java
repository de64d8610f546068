/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** An assembled feature's bundles and start levels, as its own {@code config.ini} names them. */
record Feature(String role) {
    private static final Pattern ENTRY = Pattern.compile("reference:file:([^@,]+)@(\\d)(:start)?");

    Path directory() {
        return Path.of("../../features", role, "target/reveille-" + role)
                .toAbsolutePath()
                .normalize();
    }

    /** What {@code bin/start} would run on this home, which may have files in {@code etc}. */
    Option inFramework(Path home) {
        return composite(
                frameworkProperty("osgi.console").value("none"),
                systemProperty("reveille.home").value(home.toString()),
                systemProperty("logback.configurationFile")
                        .value(directory().resolve("configuration/logback.xml").toString()),
                systemProperty("felix.fileinstall.dir").value(home.resolve("etc").toString()),
                systemProperty("felix.fileinstall.tmpdir").value(home.toString()),
                systemProperty("felix.fileinstall.noInitialDelay").value("true"),
                systemProperty("felix.fileinstall.enableConfigSave").value("false"),
                systemProperty("org.apache.felix.http.host").value("127.0.0.1"),
                systemProperty("org.osgi.service.http.port").value("0"),
                composite(bundles()),
                junitBundles());
    }

    private Option[] bundles() {
        Properties config = new Properties();
        try (InputStream in =
                Files.newInputStream(directory().resolve("configuration/config.ini"))) {
            config.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ENTRY.matcher(config.getProperty("osgi.bundles"))
                .results()
                .map(this::provision)
                .toArray(Option[]::new);
    }

    private UrlProvisionOption provision(MatchResult entry) {
        Path jar = directory().resolve("plugins").resolve(entry.group(1));
        return bundle(jar.toUri().toString())
                .startLevel(Integer.parseInt(entry.group(2)))
                .start(entry.group(3) != null);
    }
}
