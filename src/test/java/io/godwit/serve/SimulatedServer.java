package io.godwit.serve;

import io.godwit.access.Role;
import io.godwit.simulation.Fleet;
import java.io.IOException;
import java.nio.file.Path;

/** A server on simulated hosts as a process of its own: prints its address and a token, and ends with its input. */
final class SimulatedServer {
    private SimulatedServer() {}

    public static void main(String[] arguments) throws IOException {
        try (TestServer server = TestServer.on(Path.of(arguments[0]),
                new Fleet(Integer.parseInt(arguments[1]), 1, Double.parseDouble(arguments[2])))) {
            System.out
                    .println(server.serving.address() + " " + server.as(Role.OPERATOR).headers().get("Authorization"));
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
        System.exit(0);
    }
}
