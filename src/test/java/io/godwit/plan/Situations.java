package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.Claim;
import io.godwit.model.Cluster;
import io.godwit.model.Disk;
import io.godwit.model.DiskSource;
import io.godwit.model.Export;
import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.model.Nas;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmNeeds;
import io.godwit.model.VmState;
import io.godwit.observe.DiskView;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.Load;
import io.godwit.observe.NasView;
import io.godwit.observe.Sight;
import io.godwit.observe.Situation;
import io.godwit.observe.TargetView;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The scene of the drawing as planning sees it, with one thing changed at a time. */
public final class Situations {
    public static final MigrationId ID = new MigrationId("m261123-051234-k3f9");
    public static final UUID VM = UUID.fromString("11111111-2222-3333-4444-555555555555");
    static final Hypervisor VNODE2 = new Hypervisor("vnode2", "test:///2", "qemu+tcp://vnode2/system", "vnode2");
    static final Hypervisor VNODE3 = new Hypervisor("vnode3", "test:///3", "qemu+tcp://vnode3/system", "vnode3");
    static final Nas NAS1 = nas("nas1");
    static final Nas NAS2 = nas("nas2");
    public static final Cluster CLUSTER = new Cluster("test", Path.of("/nowhere"), List.of(VNODE2, VNODE3),
            List.of(NAS1, NAS2), Optional.empty());

    public VmState state = new VmState(VmState.Kind.RUNNING, "booted");
    public boolean persistent = true;
    public VmActivity activity = new VmActivity(Optional.empty(), List.of(), 0, 0);
    public List<Disk> disks = new ArrayList<>(List.of(disk("vda", "nas2", 1, "none")));
    public Bytes freeMemory = Bytes.ofMiB(4096);
    public Bytes freeOnNas = Bytes.ofMiB(100_000);
    public Set<String> interfaces = Set.of("br0");
    public Suitability suitability = new Suitability(Optional.empty(), Optional.empty());
    public Optional<MigrationId> open = Optional.empty();
    public List<Vm> others = new ArrayList<>();
    public boolean targetUp = true;
    public Optional<Claim> claim = Optional.empty();
    public Optional<Duration> maxFreeze = Optional.empty();
    public Load load = new Load(Bytes.ofMiB(512), Optional.empty());
    public List<Past> past = List.of();
    public boolean nas1Up = true;
    public String virtType = "kvm";
    public List<String> qemuArguments = List.of();

    private static Nas nas(String name) {
        return new Nas(name, List.of("198.18.0." + name.charAt(3), name), "test:///" + name,
                List.of(new Export("/export", "/srv/export", Optional.of("/mnt/" + name), false)));
    }

    public static Disk disk(String target, String nas, int layers, String cache) {
        List<Layer> chain = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            chain.add(new Layer(new DiskSource.NfsPath("198.18.0." + nas.charAt(3), "/export/" + target + i + ".qcow2"),
                    "qcow2"));
        }
        return new Disk(target, chain, cache, false, false, false);
    }

    public static MigrationRequest request(Optional<String> to, Optional<String> nas, Optional<Mode> mode) {
        return request(to, nas, mode, Care.DEFAULT);
    }

    public static MigrationRequest request(Optional<String> to, Optional<String> nas, Optional<Mode> mode, Care care) {
        return new MigrationRequest("desktop1", to, nas, Map.of(), mode, Optional.empty(), care);
    }

    public Vm vm() {
        return new Vm("desktop1", VM, "vnode2", state, persistent, Bytes.ofMiB(1024), 1, disks,
                persistent
                        ? disks.stream().map(disk -> new Vm.StoredDisk(disk.target(), disk.top().source())).toList()
                        : List.of(),
                maxFreeze, claim);
    }

    public Situation now(MigrationRequest request) {
        HostFacts facts = new HostFacts("host", 9_000_000, 7_002_022, freeMemory, Optional.of(interfaces), Set.of());
        List<Vm> onSource = new ArrayList<>(List.of(vm()));
        onSource.addAll(others);
        Inventory inventory = new Inventory(CLUSTER, List.of(new HypervisorView.Seen(VNODE2, facts, onSource),
                targetUp
                        ? new HypervisorView.Seen(VNODE3, facts, List.of())
                        : new HypervisorView.Unseen(VNODE3, "vnode3 does not answer")),
                List.of());
        TargetView target = targetUp
                ? new TargetView.Seen(VNODE3, facts, suitability, Optional.empty())
                : new TargetView.Unseen(VNODE3, "vnode3 does not answer");
        return new Situation(inventory, vm(), activity,
                new VmNeeds("/usr/bin/qemu", "x86_64", "pc-q35-7.2", virtType, "<cpu/>",
                        List.of(new VmNeeds.NetworkAttachment.Bridge("br0")), List.of(), qemuArguments),
                VNODE2, facts, request.to().map(_ -> target), disks.stream().map(Situations::view).toList(), exports(),
                sights(),
                open, claim, load, past);
    }

    private List<NasView> exports() {
        NasView nas1 = nas1Up
                ? new NasView.Seen(NAS1, NAS1.defaultExport(), freeOnNas, List.of())
                : new NasView.Unseen(NAS1, NAS1.defaultExport(), "nas1 does not answer");
        return List.of(nas1, new NasView.Seen(NAS2, NAS2.defaultExport(), freeOnNas, List.of()));
    }

    private static List<Sight> sights() {
        return List.of(new Sight("vnode2", "nas1", "/export", "shows it", Optional.empty(), true),
                new Sight("vnode3", "nas1", "/export", "shows it", Optional.empty(), true));
    }

    private static DiskView view(Disk disk) {
        return new DiskView(disk, Bytes.ofMiB(64), disk.chain().stream().map(layer -> {
            Optional<ImageLocation> location = CLUSTER.locate(layer.source());
            return new DiskView.LayerView(layer, location, location.map(image -> new ImageFacts(image.name(),
                    layer.format(), Bytes.ofMiB(64), Bytes.ofMiB(33), Bytes.ofMiB(33), Instant.EPOCH)));
        }).toList());
    }
}
