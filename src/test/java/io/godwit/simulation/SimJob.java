package io.godwit.simulation;

import io.godwit.model.Layer;
import io.godwit.model.VmState;
import io.godwit.port.MigrateOrder;
import io.godwit.port.Ongoing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** libvirt's peer-to-peer migration: it goes on whether anybody waits for it or not. */
final class SimJob implements Ongoing {
    private final World world;
    private final String from;
    private final MigrateOrder order;
    private final Map<String, SimVm.OpenDisk> copies = new HashMap<>();
    private final long disksMillis;
    private final long switchMillis;
    private final long endMillis;
    private long doneMillis;
    private boolean switched;
    private boolean ended;
    private boolean callLost;
    private Optional<String> problem = Optional.empty();

    SimJob(World world, String from, MigrateOrder order) {
        this.world = world;
        this.from = from;
        this.order = order;
        this.disksMillis = order.copiedDisks().isEmpty() ? 0 : 200 + world.random.nextInt(1000);
        this.switchMillis = disksMillis + 200 + world.random.nextInt(2000);
        this.endMillis = switchMillis + 20 + world.random.nextInt(300);
        order.copiedDisks().forEach((disk, chain) -> copies.put(disk, open(chain.getFirst())));
        SimVm target = new SimVm();
        target.state = World.INCOMING;
        world.vms.put(to(), target);
    }

    private SimVm.OpenDisk open(Layer layer) {
        return new SimVm.OpenDisk(layer.source(), world.file(layer.source()).orElseThrow());
    }

    private String to() {
        return order.target().name();
    }

    boolean running() {
        return !ended;
    }

    /** Where writes to the disk go as well. */
    Optional<SimFile> copyOf(String disk) {
        return !ended && !switched && disksDone()
                ? Optional.ofNullable(copies.get(disk)).map(SimVm.OpenDisk::file)
                : Optional.empty();
    }

    private boolean disksDone() {
        return doneMillis >= disksMillis;
    }

    void advance(long millis) {
        if (ended) {
            return;
        }
        boolean before = disksDone();
        doneMillis += millis;
        SimVm source = world.vm(from);
        if (!before && disksDone()) {
            copies.forEach((disk, copy) -> World.copy(source.disk(disk).file(), copy.file()));
        }
        if (!switched && doneMillis >= switchMillis) {
            switchOver(source, world.vm(to()));
        }
        if (doneMillis >= endMillis) {
            ended = true;
            world.vms.remove(from);
        }
    }

    private void switchOver(SimVm source, SimVm target) {
        switched = true;
        source.state = new VmState(VmState.Kind.PAUSED, "postmigrate");
        source.disks.forEach((disk, open) -> target.disks.put(disk, copies.getOrDefault(disk, open)));
        target.claim = source.claim;
        target.persistent = order.persistent();
        if (order.persistent()) {
            target.disks.forEach((disk, open) -> target.stored.put(disk, open.source()));
        }
        target.state = new VmState(VmState.Kind.RUNNING, "migrated");
    }

    /** Ends it where there is a way back; after the switch there is none. */
    void breakOff(String why) {
        if (ended || switched) {
            return;
        }
        ended = true;
        problem = Optional.of(why);
        world.vms.remove(to());
    }

    @Override
    public void await(Duration atMost) {
        for (long waited = 0; waited < atMost.toMillis() && !ended(); waited += 10) {
            world.sleep(Duration.ofMillis(10));
        }
    }

    @Override
    public boolean ended() {
        return ended || callLost;
    }

    @Override
    public Optional<String> problem() {
        return callLost ? Optional.of("client socket is closed") : problem;
    }

    @Override
    public boolean silent() {
        return callLost;
    }

    void loseCall() {
        callLost = true;
    }
}
