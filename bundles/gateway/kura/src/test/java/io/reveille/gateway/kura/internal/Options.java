/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** What the component runtime makes of a configuration: text and numbers by key, or defaults. */
final class Options {
    private final Map<String, Object> values = new HashMap<>();

    Options with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    GatewayOptions read() {
        return read(GatewayOptions.class);
    }

    <T> T read(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> value(method)));
    }

    private Object value(Method method) {
        Object value =
                values.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue());
        if (method.getReturnType() == boolean.class) {
            return Boolean.valueOf(value.toString());
        }
        return method.getReturnType() == int.class ? Integer.valueOf(value.toString()) : value;
    }
}
