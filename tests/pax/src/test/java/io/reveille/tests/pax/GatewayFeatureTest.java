/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.pax;

import static org.junit.Assert.assertTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GatewayFeatureTest {
    @Inject private BundleContext context;

    @Configuration
    public Option[] gateway() throws IOException {
        return new Option[] {
            new Feature("gateway").inFramework(Files.createTempDirectory("reveille-gateway"))
        };
    }

    @Test
    public void every_bundle_starts() {
        for (Bundle bundle : context.getBundles()) {
            assertTrue(
                    bundle + " in state " + bundle.getState(),
                    (bundle.getState() & (Bundle.ACTIVE | Bundle.RESOLVED)) != 0);
        }
    }

    @Test
    public void native_fragments_are_found_by_their_hosts() {
        assertTrue(String.valueOf(Epoll.unavailabilityCause()), Epoll.isAvailable());
        assertTrue(String.valueOf(OpenSsl.unavailabilityCause()), OpenSsl.isAvailable());
    }
}
