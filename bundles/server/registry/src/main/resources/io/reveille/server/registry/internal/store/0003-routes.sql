-- SPDX-License-Identifier: EPL-2.0
ALTER TABLE gateway ADD COLUMN IF NOT EXISTS email VARCHAR(254);

-- Empty: all channels; absent like the order: the server's default
ALTER TABLE gateway ADD COLUMN IF NOT EXISTS wake_channels VARCHAR(64);

ALTER TABLE gateway ADD COLUMN IF NOT EXISTS wake_order VARCHAR(16);

-- An empty currency: messages whose cost was not known
CREATE TABLE IF NOT EXISTS route_use (
    route VARCHAR(100) NOT NULL,
    sent_on DATE NOT NULL,
    currency VARCHAR(3) NOT NULL,
    messages BIGINT NOT NULL,
    micros BIGINT NOT NULL,
    PRIMARY KEY (route, sent_on, currency));
