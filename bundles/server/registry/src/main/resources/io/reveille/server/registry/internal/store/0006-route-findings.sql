-- SPDX-License-Identifier: EPL-2.0
-- What the last test of a route came to
CREATE TABLE IF NOT EXISTS route_finding (
    route VARCHAR(100) PRIMARY KEY,
    carries_binary BOOLEAN NOT NULL,
    found_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    finding VARCHAR(500) NOT NULL);
