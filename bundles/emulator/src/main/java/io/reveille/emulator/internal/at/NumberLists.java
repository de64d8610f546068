/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of numbers as a test command shows them, such as {@code (0-2),(0,1)}. */
record NumberLists(String text, List<Set<Integer>> lists) {
    private static final Pattern LIST = Pattern.compile("\\(([0-9,-]*)\\)");

    static NumberLists parse(String text) {
        List<Set<Integer>> lists = new ArrayList<>();
        Matcher list = LIST.matcher(text);
        while (list.find()) {
            Set<Integer> numbers = new TreeSet<>();
            for (String part : list.group(1).split(",")) {
                String[] ends = part.split("-");
                for (int n = Integer.parseInt(ends[0]);
                        n <= Integer.parseInt(ends[ends.length - 1]);
                        n++) {
                    numbers.add(n);
                }
            }
            lists.add(numbers);
        }
        return new NumberLists(text, lists);
    }

    /** Whether every number is in the list at its position. */
    boolean contain(int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (i >= lists.size() || !lists.get(i).contains(numbers[i])) {
                return false;
            }
        }
        return true;
    }
}
