/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.protocol.Msisdn;
import io.reveille.server.registry.EnrolmentInvitation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gateways to be invited, as CSV (RFC 4180): the columns {@code gateway}, {@code msisdn}, {@code
 * email}, the latter two of which may be empty or missing. A first line with these names may be
 * there and sets another order.
 */
final class EnrolmentCsv {
    private static final int MOST_GATEWAYS = 20_000;
    private static final int MOST_ERRORS = 20;
    private static final List<String> COLUMNS = List.of("gateway", "msisdn", "email");

    private final List<EnrolmentInvitation> invitations = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private List<String> columns = COLUMNS;

    private EnrolmentCsv() {}

    /**
     * @throws IllegalArgumentException whose message names every wrong line, or the first twenty
     */
    static List<EnrolmentInvitation> parse(String text) {
        EnrolmentCsv csv = new EnrolmentCsv();
        int number = 0;
        for (String line : text.split("\\r?\\n", -1)) {
            number++;
            if (!line.isBlank() && csv.errors.size() < MOST_ERRORS) {
                csv.line(number, number == 1 ? line.replace("\uFEFF", "") : line);
            }
        }
        if (!csv.errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing was imported: " + String.join("; ", csv.errors));
        }
        if (csv.invitations.isEmpty()) {
            throw new IllegalArgumentException("there is no gateway in the file");
        }
        return csv.invitations;
    }

    private void line(int number, String line) {
        try {
            List<String> cells = cells(line);
            if (number == 1 && cells.get(0).equalsIgnoreCase("gateway")) {
                header(cells);
                return;
            }
            if (cells.size() > columns.size()) {
                throw new IllegalArgumentException(
                        "%d columns, where %s are expected"
                                .formatted(cells.size(), String.join(", ", columns)));
            }
            EnrolmentInvitation invitation =
                    new EnrolmentInvitation(
                            cell(cells, "gateway").orElse(""),
                            cell(cells, "msisdn").map(text -> Msisdn.parse(text).toString()),
                            cell(cells, "email"));
            Integer before = lines.putIfAbsent(invitation.gatewayId(), number);
            if (before != null) {
                throw new IllegalArgumentException(
                        "gateway %s is in line %d already"
                                .formatted(invitation.gatewayId(), before));
            }
            if (lines.size() > MOST_GATEWAYS) {
                throw new IllegalArgumentException(
                        "more than %d gateways: split the file".formatted(MOST_GATEWAYS));
            }
            invitations.add(invitation);
        } catch (IllegalArgumentException e) {
            errors.add("line " + number + ": " + e.getMessage());
        }
    }

    private void header(List<String> cells) {
        columns = cells.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw new IllegalArgumentException(
                        "there is no column '%s', only %s"
                                .formatted(column, String.join(", ", COLUMNS)));
            }
        }
    }

    private Optional<String> cell(List<String> cells, String column) {
        int index = columns.indexOf(column);
        return index < 0 || index >= cells.size() || cells.get(index).isEmpty()
                ? Optional.empty()
                : Optional.of(cells.get(index));
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quotation mark is not closed");
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
