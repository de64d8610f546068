/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.architecture;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What others can see of a type, one line for the type and one for each member, sorted. */
final class ApiSignature {
    private ApiSignature() {}

    static List<String> of(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(shortened(header(type)));
        Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), methods(type))
                .flatMap(Arrays::stream)
                .filter(ApiSignature::isVisible)
                .map(member -> "    " + shortened(declaration(member, type)))
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    private static Member[] methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !isGenerated(method))
                .toArray(Member[]::new);
    }

    /** The equals, hashCode and toString that the compiler gives to a record. */
    private static boolean isGenerated(Method method) {
        return method.getDeclaringClass().isRecord()
                && Modifier.isFinal(method.getModifiers())
                && List.of("equals", "hashCode", "toString").contains(method.getName());
    }

    private static boolean isVisible(Member member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String header(Class<?> type) {
        StringBuilder text = new StringBuilder(type.toGenericString());
        if (type.isRecord()) {
            text.append(
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getGenericType)
                            .map(Type::getTypeName)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
            text.append(" extends ").append(parent.getTypeName());
        }
        text.append(
                listed(
                        type.isInterface() ? " extends " : " implements ",
                        type.getGenericInterfaces()));
        if (type.isSealed()) {
            text.append(listed(" permits ", type.getPermittedSubclasses()));
        }
        return text.toString();
    }

    private static String listed(String word, Type[] types) {
        return types.length == 0
                ? ""
                : Arrays.stream(types)
                        .map(Type::getTypeName)
                        .collect(Collectors.joining(", ", word, ""));
    }

    private static String declaration(Member member, Class<?> type) {
        String text =
                member instanceof Executable executable
                        ? executable.toGenericString()
                        : ((Field) member).toGenericString();
        return text.replace(type.getTypeName() + "." + member.getName(), member.getName());
    }

    /** Without the packages. */
    private static String shortened(String text) {
        return text.replaceAll("\\b([a-z]\\w*\\.)+(?=[A-Z])", "");
    }
}
