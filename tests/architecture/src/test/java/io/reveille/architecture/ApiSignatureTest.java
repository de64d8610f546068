/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The exported packages are as committed in {@code api/}, so that a change of the API is seen in
 * review. Run with {@code -Dapi.update=true} to write them anew.
 */
class ApiSignatureTest {
    private static final Path API = Path.of("api");

    @ParameterizedTest
    @EnumSource(value = Bundle.class, mode = EnumSource.Mode.EXCLUDE, names = "CLI")
    void exported_package_is_as_committed(Bundle bundle) throws IOException {
        // given
        Path file = API.resolve(bundle.packageName() + ".txt");
        String signature = signature(bundle);
        if (Boolean.getBoolean("api.update") && !signature.isEmpty()) {
            Files.writeString(file, signature);
        }

        // then
        assertThat(signature)
                .as("the API of %s; if the change is meant, run with -Dapi.update=true", bundle)
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }

    private static String signature(Bundle bundle) {
        List<Class<?>> types =
                new ClassFileImporter()
                        .importPackages(bundle.packageName()).stream()
                                .filter(c -> c.getPackageName().equals(bundle.packageName()))
                                .map(JavaClass::reflect)
                                .filter(ApiSignatureTest::isVisible)
                                .sorted(Comparator.comparing(Class::getName))
                                .collect(Collectors.toList());
        return types.stream()
                .flatMap(type -> ApiSignature.of(type).stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isVisible(Class<?> type) {
        return !type.getSimpleName().equals("package-info")
                && !type.isAnonymousClass()
                && Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }
}
