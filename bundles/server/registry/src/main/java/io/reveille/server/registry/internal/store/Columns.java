/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time in the database: {@code TIMESTAMP(6) WITH TIME ZONE}, always in UTC. */
final class Columns {
    private Columns() {}

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static void set(PreparedStatement statement, int index, Optional<Instant> at)
            throws SQLException {
        if (at.isPresent()) {
            statement.setObject(index, at.get().atOffset(ZoneOffset.UTC));
        } else {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
