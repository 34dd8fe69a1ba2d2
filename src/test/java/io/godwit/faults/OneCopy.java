package io.godwit.faults;

import io.godwit.lab.Lab;
import io.godwit.lab.LabHost;
import io.godwit.libvirt.Connection;
import io.godwit.libvirt.Domain;
import io.godwit.libvirt.DomainState;
import io.godwit.libvirt.LibvirtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks every hypervisor of a lab, 20 times a second and on connections of its own, whether it runs a VM. */
final class OneCopy implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;
    private final Lab lab;
    private final String vm;
    private final List<String> doubled = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private OneCopy(Lab lab, String vm) {
        this.lab = lab;
        this.vm = vm;
    }

    static OneCopy of(Lab lab, String vm) {
        OneCopy one = new OneCopy(lab, vm);
        Thread.ofPlatform().daemon().name("one copy of " + vm).start(one::watch);
        return one;
    }

    /** Empty where at no look two hypervisors ran it. */
    List<String> violations() {
        return List.copyOf(doubled);
    }

    private void watch() {
        List<String> hosts = lab.hosts().stream().filter(host -> host.role() == LabHost.Role.HYPERVISOR)
                .map(LabHost::name).toList();
        while (!closed) {
            List<String> running = new ArrayList<>();
            for (String host : hosts) {
                if (runs(host)) {
                    running.add(host);
                }
            }
            // Asked one after the other, so the first is asked again: it may have handed the VM over in between.
            if (running.size() > 1 && running.stream().allMatch(this::runs)) {
                doubled.add(running.toString());
            }
            pause();
        }
    }

    /** A new connection each time: one to a host that stands still would not tell of its return. */
    private boolean runs(String host) {
        Path socket = lab.folder().resolve(host).resolve("run/libvirt/libvirt-sock");
        if (closed || !Files.exists(socket)) {
            return false;
        }
        try (Connection connection = Connection.open(Lab.libvirtUri(lab.folder(), host))) {
            return connection.domain(vm).map(domain -> {
                try (Domain found = domain) {
                    return found.state().state() == DomainState.RUNNING;
                }
            }).orElse(false);
        } catch (LibvirtException _) {
            return false;
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
