-- SPDX-License-Identifier: EPL-2.0
-- One row for each gateway that has not answered the last wakes; it has none once it dials in
CREATE TABLE IF NOT EXISTS silence (
    gateway_id VARCHAR(63) PRIMARY KEY,
    wakes INT NOT NULL,
    held_until TIMESTAMP(6) WITH TIME ZONE NOT NULL);

-- When the newest certificate ends that the gateway is known to have
ALTER TABLE gateway_keys ADD COLUMN IF NOT EXISTS certificate_ends TIMESTAMP(6) WITH TIME ZONE;
