-- SPDX-License-Identifier: EPL-2.0
-- Octets that must outlast restarts but open nothing
CREATE TABLE IF NOT EXISTS installation (
    name VARCHAR(32) PRIMARY KEY,
    octets VARBINARY(64) NOT NULL);

CREATE TABLE IF NOT EXISTS gateway (
    id VARCHAR(63) PRIMARY KEY,
    status VARCHAR(16) NOT NULL,
    msisdn VARCHAR(16),
    key_generation INT NOT NULL,
    sealing_key VARBINARY(32),
    certificate_sha256 VARBINARY(32),
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    enrolled_at TIMESTAMP(6) WITH TIME ZONE);

CREATE TABLE IF NOT EXISTS gateway_service (
    gateway_id VARCHAR(63) NOT NULL REFERENCES gateway (id),
    name VARCHAR(32) NOT NULL,
    local_port INT NOT NULL,
    public_port INT NOT NULL UNIQUE,
    PRIMARY KEY (gateway_id, name));

-- At most one open code for a gateway
CREATE TABLE IF NOT EXISTS enrolment_code (
    gateway_id VARCHAR(63) PRIMARY KEY REFERENCES gateway (id),
    code_sha256 VARBINARY(32) NOT NULL UNIQUE,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    failed_claims INT NOT NULL DEFAULT 0,
    claimed_by VARBINARY(32));

-- Counters below reserved_to may have been used
CREATE TABLE IF NOT EXISTS request_counter (
    sender_key_id INT NOT NULL,
    gateway_id VARCHAR(63) NOT NULL REFERENCES gateway (id),
    reserved_to BIGINT NOT NULL,
    PRIMARY KEY (sender_key_id, gateway_id));
