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
 * ENOENT when it is to wait for something again, for instance for room to write. Here such a
 * connection is registered anew.
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

    /** A registration that can come back into the epoll set. */
    private final class Readmitted implements IoRegistration {

        private final IoHandle handle;
        private volatile IoRegistration current;
        private boolean admitted;
        private boolean takenOut;

        Readmitted(IoHandle handle, IoRegistration first) {
            this.handle = handle;
            this.current = first;
        }

        @Override
        public long submit(IoOps ops) {
            boolean nothing = ops.equals(EpollIoOps.NONE);
            if (takenOut && current.isValid()) {
                if (nothing) {
                    return 0;
                }
                readmit();
            }
            long submitted = current.submit(ops);
            takenOut = nothing && admitted;
            admitted |= !nothing;
            return submitted;
        }

        private void readmit() {
            current.cancel();
            try {
                current = epoll.register(handle);
            } catch (Exception e) {
                throw new IllegalStateException("a connection cannot wait for anything again", e);
            }
            takenOut = false;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
        public <T> T attachment() {
            return current.attachment();
        }

        @Override
        public boolean isValid() {
            return current.isValid();
        }

        @Override
        public boolean cancel() {
            return current.cancel();
        }
    }
}
