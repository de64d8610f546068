/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arrows run shell → core → shared, and gateway and server know nothing of each other. */
class BundleArrowsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.reveille");

    @Test
    void every_bundle_is_looked_at() {
        for (Bundle bundle : Bundle.values()) {
            assertThat(CLASSES)
                    .as("classes of %s", bundle)
                    .anyMatch(c -> bundle.holds(c.getPackageName()));
        }
    }

    @Test
    void bundles_see_only_those_below_them() {
        assertThat(arrows((from, to) -> !bundle(from).maySee(bundle(to)))).isEmpty();
    }

    @Test
    void what_is_internal_stays_in_its_bundle() {
        assertThat(
                        arrows(
                                (from, to) ->
                                        bundle(from) != bundle(to)
                                                && to.getPackageName().contains(".internal")))
                .isEmpty();
    }

    @Test
    void only_the_shells_know_osgi() {
        Stream<Dependency> arrows =
                CLASSES.stream()
                        .filter(c -> !isShell(c))
                        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                        .filter(d -> isOsgi(d.getTargetClass().getPackageName()));
        assertThat(arrows.map(Dependency::getDescription)).isEmpty();
    }

    @Test
    void no_core_knows_its_shell() {
        assertThat(arrows((from, to) -> !isShell(from) && isShell(to))).isEmpty();
    }

    @Test
    void gateways_know_no_servlets_and_no_database() {
        Stream<Dependency> arrows =
                CLASSES.stream()
                        .filter(c -> c.getPackageName().startsWith("io.reveille.gateway"))
                        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                        .filter(
                                d ->
                                        d.getTargetClass()
                                                .getPackageName()
                                                .matches(
                                                        "(jakarta\\.(?!mail|activation)|javax\\.servlet|java\\.sql).*"));
        assertThat(arrows.map(Dependency::getDescription)).isEmpty();
    }

    private static List<String> arrows(BiPredicate<JavaClass, JavaClass> forbidden) {
        return CLASSES.stream()
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(d -> isOurs(d.getOriginClass()) && isOurs(d.getTargetClass()))
                .filter(d -> forbidden.test(d.getOriginClass(), d.getTargetClass()))
                .map(Dependency::getDescription)
                .toList();
    }

    private static boolean isOurs(JavaClass c) {
        return Bundle.holding(c.getPackageName()).isPresent();
    }

    private static Bundle bundle(JavaClass c) {
        return Bundle.holding(c.getPackageName()).orElseThrow();
    }

    private static boolean isShell(JavaClass c) {
        return c.getPackageName().contains(".internal.osgi")
                || Bundle.GATEWAY_KURA.holds(c.getPackageName());
    }

    /**
     * The annotations leave no trace, and org.osgi.service.io is the other half of
     * javax.microedition.io.
     */
    private static boolean isOsgi(String packageName) {
        return packageName.startsWith("org.osgi.")
                && !packageName.startsWith("org.osgi.annotation.")
                && !packageName.equals("org.osgi.service.io");
    }
}
