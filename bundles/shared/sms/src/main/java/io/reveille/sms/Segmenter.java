/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Cuts text or data that is too long for one message into parts that a receiver can join again (TS
 * 23.040, 9.2.3.24.1). Neither an escape sequence nor a surrogate pair is ever cut in two.
 *
 * <p>Safe for use by several threads as far as the source of references is.
 */
public final class Segmenter {
    /** The most parts of one message. */
    public static final int MAX_PARTS = 255;

    private final IntSupplier references;
    private final boolean wide;
    private final Set<NationalLanguage> languages;

    /**
     * A segmenter.
     *
     * @param references where reference numbers come from; only the lowest 8 or 16 bits are used
     * @param wide whether references take 16 bits, which costs an octet a part, else 8
     * @param languages whose 7 bit tables may be used where that saves parts
     */
    public Segmenter(IntSupplier references, boolean wide, Set<NationalLanguage> languages) {
        this.references = references;
        this.wide = wide;
        this.languages = Set.copyOf(languages);
    }

    /**
     * Text, in whichever alphabet takes the fewest parts, of equal ones the most common.
     *
     * @param elements further elements for the header of every part, such as ports
     * @return one user data, or the parts in order, all in the same alphabet
     * @throws IllegalArgumentException when it needs more than 255 parts, or the elements leave no
     *     room
     */
    public List<UserData> split(String text, InformationElement... elements) {
        return cut(Draft.of(text, languages, List.of(elements)));
    }

    /**
     * Octets for an application.
     *
     * @param elements further elements for the header of every part, such as ports
     * @return one user data, or the parts in order
     * @throws IllegalArgumentException when it needs more than 255 parts, or the elements leave no
     *     room
     */
    public List<UserData> split(OctetString data, InformationElement... elements) {
        return cut(List.of(new Draft(Alphabet.OCTETS, data.toArray(), List.of(elements))));
    }

    private List<UserData> cut(List<Draft> drafts) {
        Concatenation probe = new Concatenation(0, 1, 1, wide);
        Draft best = drafts.get(0);
        int fewest = Integer.MAX_VALUE;
        for (Draft draft : drafts) {
            int parts = draft.parts(probe);
            if (parts < fewest) {
                best = draft;
                fewest = parts;
            }
        }
        if (fewest == 1) {
            return List.of(best.part(0, best.length(), Optional.empty()));
        }
        List<Integer> cuts =
                best.cuts(probe)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the header elements leave no room for the rest"));
        if (fewest > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "takes " + fewest + " parts; a message has at most " + MAX_PARTS);
        }
        int reference = references.getAsInt() & (wide ? 0xFFFF : 0xFF);
        List<UserData> parts = new ArrayList<>(fewest);
        int from = 0;
        for (int to : cuts) {
            Concatenation which = new Concatenation(reference, fewest, parts.size() + 1, wide);
            parts.add(best.part(from, to, Optional.of(which)));
            from = to;
        }
        return List.copyOf(parts);
    }
}
