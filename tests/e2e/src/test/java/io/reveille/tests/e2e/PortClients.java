/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.cli.demo.DemoSite;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that know nothing but an address and a port. */
interface PortClients {

    Site site();

    Terminal terminal();

    @Test
    default void psql_asks_the_database() throws Exception {
        String psql = Programs.require("psql");
        try (Postgres postgres = Postgres.start(terminal().databasePort())) {
            Programs.Result answer =
                    Programs.run(
                            List.of(
                                    psql,
                                    "host=pg."
                                            + DemoSite.GATEWAY
                                            + "."
                                            + DemoSite.ZONE
                                            + " hostaddr=127.0.0.1 port="
                                            + site().address("pg").getPort()
                                            + " user="
                                            + postgres.user()
                                            + " dbname=postgres connect_timeout=60",
                                    "-Atc",
                                    "select sum(n) from generate_series(1, 100000) n"));
            assertThat(answer.exitCode()).as(answer.errors()).isZero();
            assertThat(answer.text().trim()).isEqualTo("5000050000");
        }
    }

    @Test
    default void mbpoll_reads_registers() throws Exception {
        Programs.Result polled =
                Programs.run(
                        List.of(
                                Programs.require("mbpoll"),
                                "-1",
                                "-o",
                                "10",
                                "-p",
                                String.valueOf(site().address("modbus").getPort()),
                                "-r",
                                "18",
                                "-c",
                                "2",
                                "127.0.0.1"));
        assertThat(polled.exitCode()).as(polled.text() + polled.errors()).isZero();
        assertThat(polled.text())
                .containsPattern("\\[18\\]:\\s+1017")
                .containsPattern("\\[19\\]:\\s+1018");
    }
}
