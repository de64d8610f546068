/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.reveille.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parent, the resolver and the zone are real ones; the server's API is a stand-in. */
class DoctorCommandTest {
    @TempDir static Path directory;
    private static Delegations world;

    @TempDir Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer api;
    private String zone = "";
    private String moreNameServers = "";
    private boolean signed = true;

    @BeforeAll
    static void start_the_world() throws Exception {
        world = new Delegations(directory);
    }

    @AfterAll
    static void stop_the_world() throws InterruptedException {
        if (world != null) {
            world.close();
        }
    }

    @BeforeEach
    void start_the_api() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        api.createContext(
                "/api/v1/dns",
                exchange -> {
                    byte[] body = zoneReport().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        api.start();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run").resolve("api.json"),
                "{\"url\":\"http://127.0.0.1:%d\",\"token\":\"t\",\"zone\":\"-\",\"dns\":\"%s:%d\"}"
                        .formatted(api.getAddress().getPort(), Delegations.CHILD, world.port()));
    }

    private String zoneReport() {
        return """
        {"zone":"%1$s","signed":%2$s,"serial":17,"listens":[],"secondaries":[],"nameServers":["ns.%1$s"%3$s],
        "keys":[{"tag":%4$d,"state":"active"}]}"""
                .formatted(
                        zone,
                        signed,
                        moreNameServers,
                        world.tag(zone.substring(0, zone.indexOf('.'))));
    }

    @AfterEach
    void stop_the_api() {
        api.stop(0);
    }

    @Test
    void finds_the_parent_and_that_all_is_well() {
        assertThat(doctor("right.test")).as(out + "" + err).isZero();
        assertThat(states())
                .containsExactly(
                        "server OK",
                        "server OK",
                        "parent OK",
                        "delegation OK",
                        "glue OK",
                        "ds OK",
                        "ns.right.test OK",
                        "ns.right.test OK",
                        "ns.right.test OK");
        assertThat(out.toString()).contains("test. is asked at 127.0.0.1", "has good signatures");
    }

    @Test
    void advises_a_ds_record_where_the_parent_has_none() {
        assertThat(doctor("nods.test")).isZero();
        assertThat(notWell()).containsExactly("ds ADVICE");
        assertThat(records("ds"))
                .singleElement()
                .asString()
                .matches("nods\\.test\\. IN DS %d 13 2 [0-9A-F]{64}".formatted(world.tag("nods")));
    }

    @Test
    void says_that_a_ds_record_is_of_a_key_that_is_gone() {
        assertThat(doctor("stale.test")).isEqualTo(1);
        assertThat(notWell()).containsExactly("ds FAILED", "ns.stale.test FAILED");
        assertThat(out.toString()).contains("the DS record of key 11111");
        assertThat(records("ds"))
                .singleElement()
                .asString()
                .startsWith("stale.test. IN DS %d 13 2 ".formatted(world.tag("stale")));
    }

    @Test
    void says_that_a_zone_without_signatures_has_a_ds_record() {
        signed = false;
        assertThat(doctor("right.test")).isEqualTo(1);
        assertThat(notWell()).containsExactly("ds FAILED");
        assertThat(out.toString()).contains("remove all DS records of right.test.");
    }

    @Test
    void says_which_glue_is_missing_or_wrong() {
        assertThat(doctor("noglue.test")).isEqualTo(1);
        assertThat(notWell()).containsExactly("glue FAILED");
        assertThat(records("glue")).containsExactly("ns.noglue.test. IN A 127.0.0.2");

        assertThat(doctor("moved.test")).isEqualTo(1);
        assertThat(notWell())
                .containsExactly(
                        "glue FAILED", "ds ADVICE", "ns.moved.test FAILED", "ns.moved.test FAILED");
        assertThat(records("glue")).containsExactly("ns.moved.test. IN A 127.0.0.2");
    }

    @Test
    void says_which_name_server_does_not_have_the_zone() {
        moreNameServers = ",\"ns.test\"";
        assertThat(doctor("lame.test")).isEqualTo(1);
        assertThat(notWell()).containsExactly("ns.test FAILED", "ns.test FAILED");
        assertThat(out.toString())
                .contains("by UDP does not answer for the zone (lame)")
                .contains("by TCP does not answer for the zone (lame)");
    }

    @Test
    void says_which_name_servers_parent_and_zone_do_not_agree_on() {
        moreNameServers = ",\"ns2.example.net\"";
        assertThat(doctor("right.test")).isEqualTo(1);
        assertThat(notWell()).containsExactly("delegation FAILED");
        assertThat(records("delegation"))
                .containsExactly(
                        "right.test. IN NS ns.right.test.",
                        "right.test. IN NS ns2.example.net.",
                        "ns.right.test. IN A 127.0.0.2");
    }

    @Test
    void has_all_records_to_copy_where_there_is_no_delegation() {
        assertThat(doctor("none.test")).isEqualTo(1);
        assertThat(notWell()).containsExactly("delegation FAILED");
        assertThat(records("delegation"))
                .hasSize(3)
                .startsWith("none.test. IN NS ns.none.test.", "ns.none.test. IN A 127.0.0.2");
    }

    @Test
    void says_that_the_parent_or_the_resolver_is_not_reached() {
        assertThat(doctor("fleet.gone")).isEqualTo(1);
        assertThat(notWell()).containsExactly("server FAILED", "server FAILED", "parent FAILED");
        assertThat(out.toString()).contains("no name server of gone. says anything");

        assertThat(run("right.test", "--json", "--resolver", "127.0.0.9:" + world.port()))
                .isEqualTo(1);
        assertThat(notWell()).containsExactly("resolver FAILED");
        assertThat(out.toString()).contains("--resolver HOST[:PORT]");
    }

    @Test
    void believes_a_parent_given_by_hand_if_it_is_one() {
        assertThat(run("right.test", "--json", "--parent", "127.0.0.1:" + world.port())).isZero();

        assertThat(run("right.test", "--json", "--parent", "127.0.0.2:" + world.port()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("it says REFUSED");
    }

    @Test
    void speaks_to_people_line_by_line() {
        assertThat(run("noglue.test", "--resolver", resolver())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        """
                        FAILED  glue: test. gives no address of ns.noglue.test., which only the zone itself knows
                                → put its addresses into test., or at its registrar:
                                  ns.noglue.test. IN A 127.0.0.2
                        """)
                .endsWith("Something is to be done.\n");
    }

    @Test
    void refuses_a_resolver_that_is_no_address() {
        assertThat(run("right.test", "--resolver", "127.0.0.1:0")).isEqualTo(2);
        assertThat(run("right.test", "--resolver", "no-such-host.invalid")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no host no-such-host.invalid");
    }

    private int doctor(String of) {
        return run(of, "--json", "--resolver", resolver());
    }

    private static String resolver() {
        return "127.0.0.1:" + world.resolverPort();
    }

    private int run(String of, String... options) {
        zone = of;
        out.getBuffer().setLength(0);
        List<String> command = new ArrayList<>(List.of("doctor", "dns", "--home", home.toString()));
        command.addAll(List.of("--port", Integer.toString(world.port())));
        command.addAll(List.of(options));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command.toArray(String[]::new));
    }

    private List<JsonObject> checks() {
        return JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("checks")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private List<String> states() {
        return checks().stream()
                .map(c -> c.get("check").getAsString() + " " + c.get("state").getAsString())
                .toList();
    }

    private List<String> notWell() {
        return states().stream().filter(state -> !state.endsWith(" OK")).toList();
    }

    private List<String> records(String check) {
        return checks().stream()
                .filter(c -> c.get("check").getAsString().equals(check))
                .flatMap(c -> c.getAsJsonArray("records").asList().stream())
                .map(JsonElement::getAsString)
                .toList();
    }
}
