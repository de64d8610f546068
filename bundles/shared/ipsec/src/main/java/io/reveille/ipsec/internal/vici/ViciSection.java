/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Elements under their names, in their order; a whole message is one, too. */
public final class ViciSection implements ViciElement {
    private final Map<String, ViciElement> elements = new LinkedHashMap<>();

    /** Sets text. */
    public ViciSection put(String name, String text) {
        return put(name, ViciValue.of(text));
    }

    /** Sets octets, such as a key. */
    public ViciSection put(String name, byte[] octets) {
        return put(name, new ViciValue(octets));
    }

    /** Sets a list of texts. */
    public ViciSection putList(String name, String... texts) {
        return put(name, new ViciList(Stream.of(texts).map(ViciValue::of).toList()));
    }

    /** Sets a list of octets, such as certificates. */
    public ViciSection putList(String name, List<byte[]> octets) {
        return put(name, new ViciList(octets.stream().map(ViciValue::new).toList()));
    }

    /** Sets any element. */
    public ViciSection put(String name, ViciElement element) {
        elements.put(name, element);
        return this;
    }

    /** All elements. */
    public Map<String, ViciElement> elements() {
        return Map.copyOf(elements);
    }

    /** The names, in their order. */
    public List<String> names() {
        return List.copyOf(elements.keySet());
    }

    ViciElement element(String name) {
        return elements.get(name);
    }

    /** The text of that name, if there is one. */
    public Optional<String> text(String name) {
        return elements.get(name) instanceof ViciValue value
                ? Optional.of(value.text())
                : Optional.empty();
    }

    /** The texts of the list of that name; none if there is no such list. */
    public List<String> texts(String name) {
        return elements.get(name) instanceof ViciList list
                ? list.items().stream().map(ViciValue::text).toList()
                : List.of();
    }

    /** The section of that name, if there is one. */
    public Optional<ViciSection> section(String name) {
        return elements.get(name) instanceof ViciSection section
                ? Optional.of(section)
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ViciSection that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return "ViciSection" + elements;
    }
}
