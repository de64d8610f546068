/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.osgi.util.ManifestElement;
import org.junit.Test;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** What the gateway's bundles ask of a framework, so that any Equinox with DS can give it. */
public class GatewayImportsTest {
    private static final Pattern ALLOWED =
            Pattern.compile(
                    String.join(
                            "|",
                            "io\\.(reveille|netty)\\..*",
                            "(jakarta|org\\.eclipse\\.angus)\\.mail(\\..*)?",
                            "jakarta\\.activation",
                            "com\\.fazecast\\.jSerialComm",
                            "com\\.google\\.gson(\\..*)?",
                            "org\\.bouncycastle\\..*",
                            "org\\.freedesktop\\.dbus(\\..*)?",
                            // what dbus-java uses of the JDK, if it is there
                            "javax\\.xml\\..*|org\\.w3c\\.dom|org\\.xml\\.sax",
                            "com\\.sun\\.security\\.auth\\.module|jdk\\.net",
                            "org\\.eclipse\\.paho\\.client\\.mqttv3(\\..*)?",
                            "org\\.slf4j",
                            "javax\\.(crypto|naming|net|security)(\\..*)?",
                            "javax\\.microedition\\.io",
                            "org\\.osgi\\.framework",
                            "org\\.osgi\\.service\\.(cm|component|event|io|log|metatype)"));

    @Test
    public void gateway_bundles_import_only_what_every_framework_has_or_the_package_brings()
            throws IOException {
        List<Path> bundles = bundles();
        assertFalse(bundles.isEmpty());
        assertEquals(List.of(), bundles.stream().flatMap(b -> strange(b).stream()).toList());
    }

    @Test
    public void gateway_bundles_bind_to_slf4j_1_7_as_well_as_to_2() throws IOException {
        for (Path bundle : bundles()) {
            for (ManifestElement element : packages(bundle, Constants.IMPORT_PACKAGE)) {
                if (element.getValue().equals("org.slf4j")) {
                    assertEquals(bundle.toString(), "[1.7,3)", element.getAttribute("version"));
                }
            }
        }
    }

    @Test
    public void gateway_bundles_need_no_newer_java_than_17_and_no_framework_extension()
            throws IOException {
        for (Path bundle : bundles()) {
            String requirements = header(bundle, Constants.REQUIRE_CAPABILITY);
            assertEquals(
                    bundle.toString(),
                    "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"",
                    requirements);
            assertEquals(bundle.toString(), "", header(bundle, Constants.REQUIRE_BUNDLE));
        }
    }

    @Test
    public void no_web_server_is_on_the_gateway() throws IOException {
        for (Path bundle : plugins()) {
            for (ManifestElement element : packages(bundle, Constants.EXPORT_PACKAGE)) {
                assertFalse(bundle.toString(), element.getValue().contains("servlet.http"));
            }
        }
    }

    private static List<String> strange(Path bundle) {
        List<String> strange = new ArrayList<>();
        for (ManifestElement element : packages(bundle, Constants.IMPORT_PACKAGE)) {
            if (!ALLOWED.matcher(element.getValue()).matches()) {
                strange.add(bundle.getFileName() + " imports " + element.getValue());
            }
        }
        return strange;
    }

    private static List<ManifestElement> packages(Path bundle, String name) {
        String header = header(bundle, name);
        try {
            return header.isEmpty()
                    ? List.of()
                    : List.of(ManifestElement.parseHeader(name, header));
        } catch (BundleException e) {
            throw new IllegalArgumentException(bundle.toString(), e);
        }
    }

    private static String header(Path bundle, String name) {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            Manifest manifest = jar.getManifest();
            String value = manifest.getMainAttributes().getValue(name);
            return value == null ? "" : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> bundles() throws IOException {
        return plugins().stream()
                .filter(file -> file.getFileName().toString().startsWith("io.reveille."))
                .toList();
    }

    private static List<Path> plugins() throws IOException {
        try (Stream<Path> files =
                Files.list(new Feature("gateway").directory().resolve("plugins"))) {
            return files.toList();
        }
    }
}
