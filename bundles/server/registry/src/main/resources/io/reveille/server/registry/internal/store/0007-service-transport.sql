-- SPDX-License-Identifier: EPL-2.0
-- What carries a service: TCP or UDP
ALTER TABLE gateway_service ADD COLUMN IF NOT EXISTS transport VARCHAR(8) DEFAULT 'TCP' NOT NULL;
