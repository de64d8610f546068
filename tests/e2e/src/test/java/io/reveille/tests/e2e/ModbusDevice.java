/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A Modbus TCP server (MODBUS Messaging on TCP/IP Implementation Guide V1.0b) that knows one
 * function, Read Holding Registers: the register at address N holds 1000 + N.
 */
final class ModbusDevice implements AutoCloseable {
    private static final int READ_HOLDING_REGISTERS = 3;
    private static final int ILLEGAL_FUNCTION = 1;

    private final ServerSocket listener;

    private ModbusDevice(ServerSocket listener) {
        this.listener = listener;
    }

    static ModbusDevice start() throws IOException {
        ModbusDevice device =
                new ModbusDevice(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(device::serveAll, "modbus device");
        thread.setDaemon(true);
        thread.start();
        return device;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serveAll() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                serve(client);
            } catch (IOException e) {
                // that client, or the device, is done
            }
        }
    }

    private static void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        while (true) {
            int transaction;
            try {
                transaction = in.readUnsignedShort();
            } catch (EOFException e) {
                return;
            }
            in.readUnsignedShort(); // protocol
            byte[] request = new byte[in.readUnsignedShort()]; // unit, function, what it needs
            in.readFully(request);
            byte[] response = answer(request);
            out.writeShort(transaction);
            out.writeShort(0);
            out.writeShort(response.length);
            out.write(response);
            out.flush();
        }
    }

    private static byte[] answer(byte[] request) {
        if (request[1] != READ_HOLDING_REGISTERS) {
            return new byte[] {request[0], (byte) (request[1] | 0x80), ILLEGAL_FUNCTION};
        }
        int address = ((request[2] & 0xff) << 8) | (request[3] & 0xff);
        int count = request[5] & 0x7f;
        byte[] response = new byte[3 + 2 * count];
        response[0] = request[0];
        response[1] = request[1];
        response[2] = (byte) (2 * count);
        for (int i = 0; i < count; i++) {
            int value = 1000 + address + i;
            response[3 + 2 * i] = (byte) (value >> 8);
            response[4 + 2 * i] = (byte) value;
        }
        return response;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
