/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Alphabet;
import io.reveille.sms.Concatenation;
import io.reveille.sms.InformationElement;
import io.reveille.sms.NationalLanguage;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserData;
import io.reveille.sms.UserDataHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One way to write a message of any length: its units and the elements that every part needs. */
public final class Draft {
    private final Alphabet alphabet;
    private final byte[] units;
    private final List<InformationElement> elements;

    public Draft(Alphabet alphabet, byte[] units, List<InformationElement> elements) {
        this.alphabet = alphabet;
        this.units = units;
        this.elements = List.copyOf(elements);
    }

    /** All ways to write a text, the most common first; at least the last, UCS-2, has any text. */
    public static List<Draft> of(
            String text, Set<NationalLanguage> languages, List<InformationElement> elements) {
        List<Draft> drafts = new ArrayList<>();
        Optional<NationalLanguage> none = Optional.empty();
        add(drafts, text, none, none, elements);
        for (NationalLanguage language : NationalLanguage.values()) {
            if (languages.contains(language)) {
                Optional<NationalLanguage> it = Optional.of(language);
                add(drafts, text, none, it, elements);
                if (language.hasLockingShift()) {
                    add(drafts, text, it, none, elements);
                    add(drafts, text, it, it, elements);
                }
            }
        }
        byte[] ucs2 = text.getBytes(StandardCharsets.UTF_16BE);
        drafts.add(new Draft(Alphabet.UCS2, ucs2, elements));
        return drafts;
    }

    private static void add(
            List<Draft> drafts,
            String text,
            Optional<NationalLanguage> locking,
            Optional<NationalLanguage> single,
            List<InformationElement> elements) {
        SeptetTable table = SeptetTable.of(locking, single);
        if (table.encodable(text)) {
            List<InformationElement> all = new ArrayList<>(elements);
            single.map(NationalLanguage::singleShift).ifPresent(all::add);
            locking.map(NationalLanguage::lockingShift).ifPresent(all::add);
            drafts.add(new Draft(Alphabet.GSM7, table.encode(text), all));
        }
    }

    public int length() {
        return units.length;
    }

    /**
     * How many parts it takes when each carries an element like the one given; many, if none do.
     */
    public int parts(Concatenation like) {
        if (units.length <= room(Optional.empty())) {
            return 1;
        }
        return cuts(like).map(List::size).orElse(Integer.MAX_VALUE);
    }

    /** Where every part ends; none where the elements leave no room for anything else. */
    public Optional<List<Integer>> cuts(Concatenation like) {
        int room = room(Optional.of(like));
        List<Integer> cuts = new ArrayList<>();
        int from = 0;
        while (from < units.length) {
            int to = room > 0 ? cut(from, room) : from;
            if (to <= from) {
                return Optional.empty();
            }
            cuts.add(to);
            from = to;
        }
        return Optional.of(cuts);
    }

    /** The part from one unit up to, not including, another. */
    public UserData part(int from, int to, Optional<Concatenation> which) {
        List<InformationElement> all = elements(which);
        return new UserData(
                all.isEmpty() ? Optional.empty() : Optional.of(new UserDataHeader(all)),
                alphabet,
                OctetString.of(units, from, to - from));
    }

    private List<InformationElement> elements(Optional<Concatenation> which) {
        List<InformationElement> all = new ArrayList<>();
        which.map(Concatenation::element).ifPresent(all::add);
        all.addAll(elements);
        return all;
    }

    private int room(Optional<Concatenation> which) {
        List<InformationElement> all = elements(which);
        int header = all.isEmpty() ? 0 : 1;
        for (InformationElement element : all) {
            header += 2 + element.data().length();
        }
        return alphabet == Alphabet.GSM7
                ? UserData.MAX_SEPTETS - (header * 8 + 6) / 7
                : UserData.MAX_OCTETS - header;
    }

    private int cut(int from, int room) {
        if (units.length - from <= room) {
            return units.length;
        }
        int to = from + room;
        return switch (alphabet) {
            case OCTETS -> to;
            case GSM7 -> insideEscape(from, to) ? to - 1 : to;
            case UCS2 -> {
                int even = to - (room & 1);
                yield even - 2 >= from && isHighSurrogate(even - 2) ? even - 2 : even;
            }
        };
    }

    /** An escape before the cut splits a sequence, unless it is itself an escaped one. */
    private boolean insideEscape(int from, int to) {
        int escapes = 0;
        for (int i = to - 1; i >= from && units[i] == SeptetTable.ESCAPE; i--) {
            escapes++;
        }
        return escapes % 2 == 1;
    }

    private boolean isHighSurrogate(int at) {
        return (units[at] & 0xFC) == 0xD8 && (units[at + 2] & 0xFC) == 0xDC;
    }
}
