-- SPDX-License-Identifier: EPL-2.0
-- The fleet's keys; their private halves are elsewhere
CREATE TABLE IF NOT EXISTS fleet_key (
    kind VARCHAR(8) NOT NULL,
    id INT NOT NULL,
    public_octets VARBINARY(8192) NOT NULL,
    state VARCHAR(8) NOT NULL,
    first_list BIGINT,
    since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (kind, id));

CREATE TABLE IF NOT EXISTS key_list (
    version BIGINT PRIMARY KEY,
    octets VARBINARY(65536) NOT NULL,
    changes_root BOOLEAN NOT NULL,
    published_at TIMESTAMP(6) WITH TIME ZONE NOT NULL);

-- Pre-shared keys are sealed under the storage key
CREATE TABLE IF NOT EXISTS gateway_keys (
    gateway_id VARCHAR(63) PRIMARY KEY REFERENCES gateway (id),
    list_version BIGINT NOT NULL,
    ca_id INT NOT NULL,
    psk_epoch INT NOT NULL,
    psk VARBINARY(128),
    psk_since TIMESTAMP(6) WITH TIME ZONE,
    offered_epoch INT NOT NULL,
    offered_psk VARBINARY(128),
    wanted VARCHAR(64) NOT NULL);

-- Certificates of before a renewal, good until then
CREATE TABLE IF NOT EXISTS earlier_certificate (
    gateway_id VARCHAR(63) NOT NULL REFERENCES gateway (id),
    sha256 VARBINARY(32) NOT NULL,
    ends_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (gateway_id, sha256));
