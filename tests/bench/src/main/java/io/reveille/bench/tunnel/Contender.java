/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.util.List;

/** One way to the service, up and warm. */
interface Contender extends AutoCloseable {

    String name();

    /** Where its clients connect. */
    int port();

    /** The processes that carry the octets, for their memory. */
    List<Daemon> processes();

    @Override
    void close();

    /** No tunnel at all. */
    static Contender raw(int servicePort) {
        return new Contender() {
            @Override
            public String name() {
                return "raw loopback";
            }

            @Override
            public int port() {
                return servicePort;
            }

            @Override
            public List<Daemon> processes() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }
}
