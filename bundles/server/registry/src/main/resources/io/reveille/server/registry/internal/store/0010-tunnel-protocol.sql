-- SPDX-License-Identifier: EPL-2.0
-- How the tunnels of a gateway are secured: TLS or IPSEC
ALTER TABLE gateway ADD COLUMN IF NOT EXISTS tunnel VARCHAR(8) DEFAULT 'TLS' NOT NULL;
