package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.execute.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a migration. */
@Command(name = "migrate", description = "move a running VM to another hypervisor, its disks to another NAS, or both", footer = {
        "", "Examples:", "  godwit migrate desktop1 --to vnode3", "  godwit migrate desktop1 --disks-to nas1",
        "  godwit migrate desktop1 --to vnode3 --disk vda=nas1",
        "  godwit migrate desktop1 --to vnode3 --with-takeover desktops=nas1", "",
        "Ctrl-C detaches: the migration goes on, and godwit watch ID comes back to it."})
final class MigrateCommand implements Callable<Integer> {
    private final Console console;
    private final Session.Opening sessions;

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Mixin
    private Reach reach = new Reach();

    @Mixin
    private Undertaking undertaking = new Undertaking();

    MigrateCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RemoteCluster> remote = reach.remote(undertaking.common());
        return remote.isPresent()
                ? undertaking.runOn(console, remote.get(), request.request())
                : undertaking.run(console, sessions, request.request());
    }
}
