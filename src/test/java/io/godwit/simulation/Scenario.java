package io.godwit.simulation;

import io.godwit.model.Mode;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning;
import io.godwit.plan.Situations;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is moved, and what goes wrong: all of it drawn from the seed. */
record Scenario(String move, int disks, boolean persistent, List<Fault> faults) {
    private static final int MOST_FAULTS = 3;
    /** A quiet run of the longest move makes about this many calls. */
    private static final int CALLS = 450;

    static Scenario draw(RandomGenerator random) {
        String[] moves = {"hypervisor", "nas", "staged", "atomic"};
        List<Fault> faults = new ArrayList<>();
        int count = random.nextInt(MOST_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            faults.add(fault(random, faults));
        }
        return new Scenario(moves[random.nextInt(moves.length)], 1 + random.nextInt(2), random.nextBoolean(), faults);
    }

    /**
     * Early calls are drawn more often, for the steps are short there; and those right behind another fault, where one is
     * being dealt with.
     */
    private static Fault fault(RandomGenerator random, List<Fault> before) {
        long at = switch (random.nextInt(before.isEmpty() ? 2 : 4)) {
            case 0 -> random.nextInt(CALLS);
            case 1 -> random.nextInt(60);
            default -> before.getLast().atCall() + random.nextInt(12);
        };
        String[] hosts = {"vnode2", "vnode3", "nas1", "nas2"};
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> new Fault.Dies(at, random.nextBoolean());
            case 3 -> new Fault.Silent(at, hosts[random.nextInt(hosts.length)],
                    Duration.ofMillis(500 + random.nextInt(120_000)));
            case 4 -> new Fault.Fails(at, random.nextBoolean());
            case 5 -> new Fault.Slow(at, Duration.ofMillis(random.nextInt(20_000)));
            case 6 -> new Fault.JobBreaks(at);
            case 7 -> new Fault.MirrorBreaks(at);
            case 8 -> new Fault.Cancel(at);
            case 9 -> new Fault.PowerOff(at);
            case 10 -> new Fault.ClockJumps(at, Duration.ofSeconds(random.nextInt(7200) - 3600));
            case 11 -> new Fault.CallLost(at);
            default -> new Fault.Rival(at);
        };
    }

    Planning.Plan plan() {
        Situations scene = new Situations();
        scene.persistent = persistent;
        if (disks == 2) {
            scene.disks.add(Situations.disk("vdb", "nas2", 1, "none"));
        }
        MigrationRequest request = switch (move) {
            case "hypervisor" -> Situations.request(Optional.of("vnode3"), Optional.empty(), Optional.empty());
            case "nas" -> Situations.request(Optional.empty(), Optional.of("nas1"), Optional.empty());
            default -> Situations.request(Optional.of("vnode3"), Optional.of("nas1"), Mode.of(move));
        };
        return (Planning.Plan) new Planner(Mode.STAGED).plan(Situations.ID, request, scene.now(request));
    }
}
