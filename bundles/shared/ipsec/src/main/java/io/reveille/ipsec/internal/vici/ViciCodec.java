/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages as octets: strongSwan's vici protocol, "Message format". */
final class ViciCodec {
    private static final int SECTION_START = 1;
    private static final int SECTION_END = 2;
    private static final int KEY_VALUE = 3;
    private static final int LIST_START = 4;
    private static final int LIST_ITEM = 5;
    private static final int LIST_END = 6;
    private static final int MOST_NESTED = 16;

    private ViciCodec() {}

    /**
     * @throws IllegalArgumentException when a name or value is too long to be written
     */
    static byte[] encode(ViciSection message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        writeAll(message, out);
        return out.toByteArray();
    }

    private static void writeAll(ViciSection section, ByteArrayOutputStream out) {
        for (String name : section.names()) {
            ViciElement element = section.element(name);
            if (element instanceof ViciValue value) {
                out.write(KEY_VALUE);
                writeName(name, out);
                writeValue(value, out);
            } else if (element instanceof ViciList list) {
                out.write(LIST_START);
                writeName(name, out);
                for (ViciValue item : list.items()) {
                    out.write(LIST_ITEM);
                    writeValue(item, out);
                }
                out.write(LIST_END);
            } else if (element instanceof ViciSection inner) {
                out.write(SECTION_START);
                writeName(name, out);
                writeAll(inner, out);
                out.write(SECTION_END);
            }
        }
    }

    private static void writeName(String name, ByteArrayOutputStream out) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0 || octets.length > 0xFF) {
            throw new IllegalArgumentException("a name has 1 to 255 octets, not " + octets.length);
        }
        out.write(octets.length);
        out.writeBytes(octets);
    }

    private static void writeValue(ViciValue value, ByteArrayOutputStream out) {
        int length = value.octets().length;
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("a value has at most 65535 octets, not " + length);
        }
        out.write(length >> 8);
        out.write(length);
        out.writeBytes(value.octets());
    }

    /**
     * @throws ProtocolException when the octets are no message
     */
    static ViciSection decode(ByteBuffer octets) throws ProtocolException {
        try {
            return section(octets, 0);
        } catch (BufferUnderflowException e) {
            throw new ProtocolException("a vici message is cut short");
        }
    }

    private static ViciSection section(ByteBuffer in, int nested) throws ProtocolException {
        if (nested > MOST_NESTED) {
            throw new ProtocolException("a vici message is nested too deeply");
        }
        ViciSection section = new ViciSection();
        while (in.hasRemaining()) {
            int type = in.get();
            switch (type) {
                case KEY_VALUE -> section.put(name(in), value(in));
                case LIST_START -> section.put(name(in), list(in));
                case SECTION_START -> section.put(name(in), section(in, nested + 1));
                case SECTION_END -> {
                    if (nested == 0) {
                        throw new ProtocolException("a vici section ends that never began");
                    }
                    return section;
                }
                default -> throw new ProtocolException("unknown vici element " + type);
            }
        }
        if (nested > 0) {
            throw new ProtocolException("a vici section has no end");
        }
        return section;
    }

    private static ViciList list(ByteBuffer in) throws ProtocolException {
        List<ViciValue> items = new ArrayList<>();
        while (true) {
            int type = in.get();
            if (type == LIST_END) {
                return new ViciList(items);
            }
            if (type != LIST_ITEM) {
                throw new ProtocolException("vici element " + type + " in a list");
            }
            items.add(value(in));
        }
    }

    private static String name(ByteBuffer in) {
        return new String(octets(in, in.get() & 0xFF), StandardCharsets.UTF_8);
    }

    private static ViciValue value(ByteBuffer in) {
        return new ViciValue(octets(in, in.getShort() & 0xFFFF));
    }

    private static byte[] octets(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[length];
        in.get(octets);
        return octets;
    }
}
