package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.Table;
import io.godwit.lab.DiskCheck;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.Lab;
import io.godwit.lab.LabHost;
import io.godwit.lab.LabOptions;
import io.godwit.lab.NasCluster;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one-machine cluster. */
@Command(name = "lab", description = "a cluster on this machine, to try everything on (root)", synopsisSubcommandLabel = "(up | down | status | check)")
public final class LabCommand {
    /** Missing records that are named one by one. */
    private static final int SHOWN = 5;

    private final Console console;
    private final Path root;
    private final Path cache;

    /**
     * Where labs are.
     *
     * @param root the folder of all labs
     * @param cache the folder of guest images
     */
    public LabCommand(Console console, Path root, Path cache) {
        this.console = console;
        this.root = root;
        this.cache = cache;
    }

    /** The option that all of its commands have. */
    static final class Named {
        @Option(names = "--name", defaultValue = "lab", description = "tells labs apart that run side by side")
        private String name = "lab";

        @Mixin
        private Common common = new Common();
    }

    private LabOptions options(Named named, int hypervisors, int nasServers) {
        return new LabOptions(named.name, root, cache, hypervisors, nasServers);
    }

    private Lab existing(Named named) {
        return Lab.find(options(named, 2, 2), console::say)
                .orElseThrow(() -> new NotFound("there is no lab " + named.name, "godwit lab up"));
    }

    @Command(name = "up", description = "bring it up, with VMs whose disks lie on nas2")
    int up(@Mixin Named named,
            @Option(names = "--guest", defaultValue = "tiny", description = "tiny or desktop") GuestSpec.Kind guest,
            @Option(names = "--vms", defaultValue = "1", description = "how many") int vms,
            @Option(names = "--hypervisors", defaultValue = "2") int hypervisors,
            @Option(names = "--nas", defaultValue = "2") int nasServers,
            @Option(names = "--nas-cluster", defaultValue = "none", description = "none, pacemaker, or pair (two servers "
                    + "without a cluster manager): exports with floating addresses that either server can serve") NasCluster nasCluster) {
        if (Lab.find(options(named, 2, 2), console::say).isPresent()) {
            throw new Refused("the lab " + named.name + " is up already; nothing was changed",
                    "godwit lab status; godwit lab down ends it");
        }
        Lab lab = Lab.up(options(named, hypervisors, nasServers).with(nasCluster), console::say);
        Thread undo = Thread.ofPlatform().unstarted(lab::down);
        Runtime.getRuntime().addShutdownHook(undo);
        String place = nasCluster != NasCluster.NONE ? "desktops" : nasServers > 1 ? "nas2" : "nas1";
        for (int i = 1; i <= vms; i++) {
            lab.addVm(switch (guest) {
                case TINY -> GuestSpec.tiny("tiny" + i, "vnode2", place);
                case DESKTOP -> GuestSpec.desktop("desktop" + i, "vnode2", place);
            });
        }
        Runtime.getRuntime().removeShutdownHook(undo);
        console.say("the lab is up; every command works on it now: godwit scene");
        return ExitCode.DONE;
    }

    @Command(name = "down", description = "end it; nothing of it is left but the guest images in the cache")
    int down(@Mixin Named named) {
        existing(named).down();
        console.say("the lab " + named.name + " is gone");
        return ExitCode.DONE;
    }

    @Command(name = "status", description = "what it is and where its hosts are")
    int status(@Mixin Named named) {
        Lab lab = existing(named);
        if (named.common.format().machine()) {
            console.data(console.documents().write(named.common.format(), Map.of("name", named.name, "emulation",
                    lab.emulation().name(), "folder", lab.folder().toString(), "hosts",
                    lab.hosts().stream().map(host -> Map.of("name", host.name(), "address", host.address()))
                            .toList())));
            return ExitCode.DONE;
        }
        console.data(new Table(List.of("HOST", "ROLE", "ADDRESS", "NAMESPACE"), lab.hosts().stream()
                .map(LabCommand::row).toList()).lines());
        console.data("VMs run under " + lab.emulation() + "; everything is in " + lab.folder());
        return ExitCode.DONE;
    }

    private static List<String> row(LabHost host) {
        return List.of(host.name(), host.role().name().toLowerCase(java.util.Locale.ROOT), host.address(),
                host.namespace());
    }

    private static String missing(DiskCheck check) {
        return check.missing().isEmpty()
                ? "0"
                : check.missing().size() + ": " + check.missing().stream().limit(SHOWN).map(String::valueOf)
                        .collect(Collectors.joining(", "));
    }

    @Command(name = "check", description = "prove that every record that a tiny guest acknowledged is in the image that "
            + "the export shows, and that the image is clean")
    int check(@Mixin Named named, @Parameters(paramLabel = "VM") String vm) {
        List<DiskCheck> checks = existing(named).check(vm);
        if (named.common.format().machine()) {
            console.data(console.documents().write(named.common.format(), checks));
        } else {
            console.data(new Table(List.of("DISK", "IMAGE", "ACKNOWLEDGED", "PLACES", "FOUND", "MISSING", "CLEAN"),
                    checks
                            .stream()
                            .map(check -> List.of(check.disk(), check.image(), String.valueOf(check.acknowledged()),
                                    String.valueOf(check.places()), String.valueOf(check.found()),
                                    missing(check),
                                    check.clean() ? "yes" : "NO: " + check.note()))
                            .toList())
                    .lines());
        }
        Optional<DiskCheck> bad = checks.stream().filter(check -> !check.good()).findFirst();
        if (bad.isPresent()) {
            throw new Failed("records are missing or the image of " + bad.get().disk() + " is damaged",
                    "keep the lab as it is and look at the image");
        }
        return ExitCode.DONE;
    }
}
