/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Netty's epoll, with one fault of 4.2.18 mended: a connection that waits for nothing (its peer has
 * ended its side, and it is not being read) is taken out of the epoll set, and then fails with
 * ENOENT when it is to wait for something again, for instance for room to write. Here its
 * registration ends instead, and a new one begins when it has to wait again.
 */
public final class EpollReadmission implements IoHandler {

    private final IoHandler epoll;

    private EpollReadmission(IoHandler epoll) {
        this.epoll = epoll;
    }

    /** Makes handlers for event loops, one each. */
    public static IoHandlerFactory factory() {
        IoHandlerFactory plain = EpollIoHandler.newFactory();
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new EpollReadmission(plain.newHandler(executor));
            }

            @Override
            public boolean isChangingThreadSupported() {
                return plain.isChangingThreadSupported();
            }
        };
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Readmitted(handle, epoll.register(handle));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** A registration that ends when it waits for nothing, and begins anew when it has to wait. */
    private final class Readmitted implements IoRegistration {

        private final IoHandle handle;
        private volatile IoRegistration current;
        private volatile boolean out;
        private volatile boolean cancelled;
        private boolean waits;

        Readmitted(IoHandle handle, IoRegistration first) {
            this.handle = handle;
            this.current = first;
        }

        @Override
        public long submit(IoOps ops) {
            if (ops.equals(EpollIoOps.NONE)) {
                if (waits && current.cancel()) {
                    out = true;
                }
                waits = false;
                return 0;
            }
            if (cancelled) {
                return -1;
            }
            if (out) {
                readmit();
            }
            waits = true;
            return current.submit(ops);
        }

        private void readmit() {
            try {
                current = epoll.register(handle);
            } catch (Exception e) {
                throw new IllegalStateException("a connection cannot wait for anything again", e);
            }
            out = false;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
        public <T> T attachment() {
            return current.attachment();
        }

        @Override
        public boolean isValid() {
            return out ? !cancelled : current.isValid();
        }

        @Override
        public boolean cancel() {
            if (!out) {
                return current.cancel();
            }
            boolean first = !cancelled;
            cancelled = true;
            return first;
        }
    }
}
