/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ClientReachTest {
    @Test
    void names_services_of_gateways_whole_gateways_and_everything() {
        ClientReach reach = ClientReach.parse("gw7/http, site-*/ssh gw9");

        assertThat(reach.allows("gw7", "http")).isTrue();
        assertThat(reach.allows("gw7", "ssh")).isFalse();
        assertThat(reach.allows("gw77", "http")).isFalse();
        assertThat(reach.allows("site-12", "ssh")).isTrue();
        assertThat(reach.allows("site-", "ssh")).isTrue();
        assertThat(reach.allows("gw9", "anything")).isTrue();
        assertThat(ClientReach.parse("*")).isEqualTo(ClientReach.EVERYTHING);
        assertThat(ClientReach.EVERYTHING.allows("gw7", "http")).isTrue();
        assertThat(ClientReach.parse(" ")).isEqualTo(ClientReach.NOTHING);
        assertThat(ClientReach.NOTHING.allows("gw7", "http")).isFalse();
        assertThat(ClientReach.parse(reach.toString())).isEqualTo(reach);
    }

    @Test
    void says_which_pattern_is_none() {
        assertThatThrownBy(() -> ClientReach.parse("gw7/http GW8/http"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GW8/http");
        assertThatThrownBy(() -> ClientReach.parse("a,".repeat(2001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClientReach.parse("gw/a/b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void stars_stand_for_any_text_as_in_an_expression(
            @ForAll @Chars({'a', 'b', '*'}) @StringLength(min = 1, max = 8) String glob,
            @ForAll @Chars({'a', 'b'}) @StringLength(min = 1, max = 10) String text) {
        boolean expected = Pattern.matches(glob.replace("*", ".*"), text);

        assertThat(ClientReach.parse(glob + "/s").allows(text, "s")).isEqualTo(expected);
    }

    @Property(tries = 200)
    void a_scope_never_widens_what_a_user_may_reach(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 3) String user,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 3) String scope,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 4) String id) {
        ClientReach reach = ClientReach.parse(user + "*/http");
        ClientIdentity identity =
                new ClientIdentity(
                        "ada",
                        ClientRole.CLIENT,
                        reach,
                        Optional.of(ClientReach.parse(scope + "*")),
                        "token x");

        assertThat(identity.mayReach(id, "http"))
                .isEqualTo(id.startsWith(user) && id.startsWith(scope));
    }
}
