/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The short forms of the runs that people make at length; each fails by itself. */
@Tag("lab")
class LabRunsTest {
    @RegisterExtension
    static final Product PRODUCT =
            new Product(
                    (network, proxy, gateway) -> {
                        gateway.put("services", Terminal.OFFER + "," + Sshd.OFFER);
                        gateway.put("dials.per.hour", "3600");
                    });

    @Test
    void many_megabytes_each_way_come_back_as_they_were() {
        assertThat(TransferRun.row(PRODUCT.site(), "TLS", 32_000_000)).contains("| 32 |");
    }

    @Test
    void a_shell_goes_on_beside_copies_of_files() {
        Assumptions.assumeTrue(Sshd.isInstalled(), "SKIPPED: sshd, package openssh-server");
        Sshd sshd = Sshd.start(PRODUCT.site().network());
        PRODUCT.site().network().link().delay(Duration.ofMillis(60));

        List<String> rows = ShellRun.rows(PRODUCT.site(), sshd, "lab", 2_000_000);

        rows.forEach(System.out::println);
        assertThat(rows).hasSize(3);
    }

    @Test
    void no_access_is_lost_without_a_reason_though_the_nat_forgets() {
        List<String> table = ResetRun.table(PRODUCT.site(), 4);

        table.forEach(System.out::println);
        assertThat(table).anyMatch(row -> row.startsWith("| cut: the tunnel was lost: "));
    }

    @Test
    void churn_leaves_no_socket_behind() {
        assertThat(ChurnRun.table(PRODUCT.site(), 60, Duration.ZERO))
                .anyMatch(row -> row.startsWith("| sockets of the server"));
    }
}
