package io.godwit.main;

import io.godwit.lab.Lab;
import io.godwit.lab.LabException;
import io.godwit.lab.LabExport;
import java.util.ArrayList;
import java.util.List;

/** Looks all the time whether two NAS servers serve one export: each has its address, and a server listens there. */
final class OneServer implements AutoCloseable {
    private static final String SERVES = "[ -n \"$(ip -oneline address show to $1/32)\" ] "
            + "&& [ -n \"$(ss -Hltn \"src $1 and sport = 2049\")\" ]";
    private final Lab lab;
    private final LabExport export;
    private final List<String> found = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("one server").unstarted(this::watch);
    private volatile boolean closed;
    private int looks;

    OneServer(Lab lab, String export) {
        this.lab = lab;
        this.export = lab.exports().stream().filter(known -> known.name().equals(export)).findFirst().orElseThrow();
        thread.start();
    }

    private boolean serves(String nas) {
        try {
            return lab.onHost(nas, "bash", "-c", SERVES, "look", export.address()).attempt().exitCode() == 0;
        } catch (LabException off) {
            return false;
        }
    }

    /** One after the other cannot be seen at once: both count only where the first still serves after the second was seen to. */
    private void watch() {
        while (!closed) {
            looks++;
            if (serves("nas1") && serves("nas2") && serves("nas1")) {
                found.add(java.time.Instant.now().toString());
            }
        }
    }

    /** When two were seen; empty is good. */
    List<String> twice() {
        close();
        if (looks < 3) {
            throw new LabException("looked " + looks + " times only");
        }
        return found;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
