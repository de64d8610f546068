-- SPDX-License-Identifier: EPL-2.0
CREATE TABLE IF NOT EXISTS client_session (
    session_key VARCHAR(13) PRIMARY KEY,
    gateway_id VARCHAR(63) NOT NULL,
    service VARCHAR(32) NOT NULL,
    client VARCHAR(64) NOT NULL,
    opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE,
    outcome VARCHAR(32) NOT NULL,
    reason VARCHAR(500) NOT NULL DEFAULT '',
    octets_up BIGINT NOT NULL DEFAULT 0,
    octets_down BIGINT NOT NULL DEFAULT 0);

CREATE INDEX IF NOT EXISTS client_session_by_gateway ON client_session (gateway_id, session_key);

CREATE INDEX IF NOT EXISTS client_session_by_outcome ON client_session (outcome);

CREATE TABLE IF NOT EXISTS session_step (
    session_key VARCHAR(13) NOT NULL REFERENCES client_session (session_key) ON DELETE CASCADE,
    position INT NOT NULL,
    step VARCHAR(1) NOT NULL,
    at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    detail VARCHAR(500) NOT NULL,
    PRIMARY KEY (session_key, position));
