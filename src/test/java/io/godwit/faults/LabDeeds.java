package io.godwit.faults;

import static org.awaitility.Awaitility.await;

import io.godwit.lab.Command;
import io.godwit.lab.Lab;
import java.time.Duration;

/** What one does to the hosts of a lab to see whether anything breaks. */
record LabDeeds(Lab lab) {
    void on(String host, String... words) {
        var _ = lab.onHost(host, words).within(Duration.ofSeconds(30)).run();
    }

    private String read(String host, String file) {
        return lab.onHost(host, "cat", file).within(Duration.ofSeconds(10)).run().strip();
    }

    void signalLibvirtd(String host, String signal) {
        on(host, "kill", "-" + signal, read(host, "/run/libvirtd.pid"));
    }

    void startLibvirtd(String host) {
        on(host, "sh", "-c", "while kill -0 $(cat /run/libvirtd.pid 2>/dev/null) 2>/dev/null; do sleep 0.1; done");
        on(host, "libvirtd", "--listen", "--daemon");
    }

    void restartLibvirtd(String host, String signal) {
        signalLibvirtd(host, signal);
        startLibvirtd(host);
    }

    void signalQemu(String host, String vm, String signal) {
        on(host, "kill", "-" + signal, read(host, "/run/libvirt/qemu/" + vm + ".pid"));
    }

    void signalNfs(String nas, String signal) {
        on(nas, "kill", "-" + signal, read(nas, "/run/ganesha.pid"));
    }

    /** Nothing goes from one host to another's address any more; what is on its way back is not answered. */
    void cut(String from, String to) {
        on(from, "ip", "route", "add", "blackhole", address(to) + "/32");
    }

    void mend(String from, String to) {
        on(from, "ip", "route", "del", "blackhole", address(to) + "/32");
    }

    String address(String host) {
        return lab.hosts().stream().filter(candidate -> candidate.name().equals(host)).findFirst().orElseThrow()
                .address();
    }

    /** Somebody else's hands. */
    String virsh(String host, String... words) {
        return command(host, words).attempt().output();
    }

    private Command command(String host, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "virsh";
        all[1] = "-c";
        all[2] = Lab.libvirtUri(lab.folder(), host);
        System.arraycopy(words, 0, all, 3, words.length);
        return Command.of(all).within(Duration.ofSeconds(60));
    }

    /** The same again and again until it is done: on a busy machine what shall be ended may not have begun. */
    void insist(String host, String... words) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50))
                .until(() -> command(host, words).attempt().exitCode() == 0);
    }

    /** Gives a NAS an export on a file system of its own, of so many MiB; it starts anew on it. */
    void exportOfSize(String nas, int mebibytes) {
        lab.cutPower(nas);
        var _ = Command.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", export(nas)).run();
        lab.powerOn(nas);
    }

    void exportOnDisk(String nas) {
        lab.cutPower(nas);
        var _ = Command.of("umount", "-l", export(nas)).run();
        lab.powerOn(nas);
    }

    private String export(String nas) {
        return lab.folder().resolve(nas).resolve("export").toString();
    }

    /** Nothing more can be written there. */
    void fill(String nas) {
        var _ = lab.onHost(nas, "sh", "-c", "cat /dev/zero > /srv/export/filler").within(Duration.ofSeconds(30))
                .attempt();
    }
}
