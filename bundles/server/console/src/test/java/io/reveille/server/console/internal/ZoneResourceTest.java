/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ZoneResourceTest {
    private final PartsForTest parts = new PartsForTest();
    private final ZoneResource zone = new ZoneResource(parts);

    @Test
    void tells_how_the_zone_is() {
        assertThat(zone.report().toString())
                .contains("\"serial\":17", "0.0.0.0 port 5300", "192.0.2.53:53")
                .contains("\"tag\":4711,\"state\":\"active\"")
                .contains("\"next\":null");
    }

    @Test
    void rolls_and_retires_keys() {
        assertThat(zone.roll("{}").get("message").getAsString()).isEqualTo("rolled false");
        assertThat(zone.retire("{\"key\":4711,\"now\":true}").get("message").getAsString())
                .isEqualTo("retired 4711 true");
        assertThatThrownBy(() -> zone.retire("{}")).hasMessageContaining("key is missing");
        assertThatThrownBy(() -> zone.retire("{\"key\":\"x\"}")).hasMessageContaining("a number");
    }

    @Test
    void says_that_there_is_no_name_server() {
        parts.down();

        assertThatThrownBy(zone::report).hasMessageContaining("name server is not running");
    }
}
