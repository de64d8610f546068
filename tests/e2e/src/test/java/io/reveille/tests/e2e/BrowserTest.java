/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.cli.demo.DemoSite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A person's browser on a terminal's page that talks by WebSocket. */
class BrowserTest {
    @TempDir static Path folder;
    private static MeterPage page;

    @RegisterExtension static final Site SITE = new Site(BrowserTest::services, Map.of());

    private static Map<String, String> services() {
        page = new MeterPage();
        return Map.of("http", "127.0.0.1:" + page.port());
    }

    @AfterAll
    static void stop_the_page() {
        page.close();
    }

    @Test
    void chromium_shows_a_page_that_talks_by_web_socket() throws Exception {
        String host = DemoSite.GATEWAY + "." + SITE.zone();
        String url = "http://" + host + ":" + SITE.address("http").getPort() + "/";
        Process chromium = browse(url);
        try {
            assertThat(page.seen().get(Site.LIMIT.toSeconds() * 2, TimeUnit.SECONDS))
                    .isEqualTo(host + ": 21.5 degrees");
        } finally {
            chromium.destroy();
            chromium.waitFor();
        }
    }

    private static Process browse(String url) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Programs.require("chromium"),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder,
                                "--host-resolver-rules=MAP *." + SITE.zone() + " 127.0.0.1",
                                url))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(new File(folder.toFile(), "chromium.log"))
                .start();
    }
}
