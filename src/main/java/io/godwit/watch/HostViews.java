package io.godwit.watch;

import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Export;
import io.godwit.model.GodwitException;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Nas;
import io.godwit.model.Vm;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.InventoryReader;
import io.godwit.observe.NasView;
import io.godwit.port.Hosts;
import io.godwit.port.ImageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The latest view of each host, each kept by a lookout of its own. Thread-safe. */
final class HostViews {
    private static final Duration HYPERVISOR_EVERY = Duration.ofSeconds(1);
    private static final Duration NAS_EVERY = Duration.ofSeconds(5);
    /** A look that has waited longer is as good as none. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOT_YET = "not looked at yet";

    private final Cluster cluster;
    private final Hosts hosts;
    private final InventoryReader reader;
    private final InstantSource clock;
    private final Runnable changed;
    private final Map<String, HypervisorView> hypervisors = new ConcurrentHashMap<>();
    /** What a hypervisor that does not answer ran when it last did. */
    private final Map<String, List<Vm>> lastVms = new ConcurrentHashMap<>();
    private final Map<ExportKey, NasView> exports = new ConcurrentHashMap<>();
    private final Map<ImageLocation, Bytes> sizes = new ConcurrentHashMap<>();
    private final Map<String, Lookout<HypervisorView>> hypervisorLookouts = new LinkedHashMap<>();
    private final Map<ExportKey, Lookout<ExportLook>> exportLookouts = new LinkedHashMap<>();
    private final AtomicBoolean dirty = new AtomicBoolean(true);

    private record ExportKey(String nas, String path) {}

    /** @param grown whether a size was learnt that was not known before */
    private record ExportLook(NasView view, boolean grown) {}

    /**
     * Nothing is looked at before start.
     *
     * @param changed is told that a view changed; it must return at once
     */
    HostViews(Cluster cluster, Hosts hosts, InstantSource clock, Runnable changed) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.reader = new InventoryReader(cluster, hosts);
        this.clock = clock;
        this.changed = changed;
        for (Hypervisor hypervisor : cluster.hypervisors()) {
            hypervisors.put(hypervisor.name(), new HypervisorView.Unseen(hypervisor, NOT_YET));
            hypervisorLookouts.put(hypervisor.name(), new Lookout<>(hypervisor.name(),
                    () -> reader.view(hypervisor), this::put, HYPERVISOR_EVERY, clock));
        }
        for (Nas nas : cluster.nas()) {
            nas.exports().forEach(export -> watch(nas, export));
        }
    }

    private void watch(Nas nas, Export export) {
        ExportKey key = new ExportKey(nas.name(), export.path());
        exports.put(key, new NasView.Unseen(nas, export, NOT_YET));
        exportLookouts.put(key, new Lookout<>(nas.name() + ":" + export.path(), () -> look(key, nas, export),
                seen -> put(key, seen), NAS_EVERY, clock));
    }

    void start() {
        hypervisorLookouts.values().forEach(Lookout::start);
        exportLookouts.values().forEach(Lookout::start);
    }

    private synchronized void put(HypervisorView view) {
        if (view instanceof HypervisorView.Seen seen) {
            lastVms.put(view.hypervisor().name(), seen.vms());
        }
        if (!view.equals(hypervisors.put(view.hypervisor().name(), view))) {
            touched();
        }
    }

    private ExportLook look(ExportKey key, Nas nas, Export export) {
        NasView view = reader.view(nas, export);
        return new ExportLook(view, view instanceof NasView.Seen && learnSizes(key));
    }

    private synchronized void put(ExportKey key, ExportLook look) {
        if (!look.view().equals(exports.put(key, look.view())) || look.grown()) {
            touched();
        }
    }

    /** An image's size hardly ever changes: it is asked for once. */
    private boolean learnSizes(ExportKey key) {
        Set<ImageLocation> wanted = lastVms.values().stream().flatMap(List::stream).flatMap(vm -> vm.disks().stream())
                .filter(disk -> !disk.chain().isEmpty()).flatMap(disk -> cluster.locate(disk.top().source()).stream())
                .filter(image -> image.nas().equals(key.nas()) && image.export().equals(key.path()))
                .collect(Collectors.toSet());
        sizes.keySet().removeIf(image -> image.nas().equals(key.nas()) && image.export().equals(key.path())
                && !wanted.contains(image));
        boolean grown = false;
        try {
            ImageStore images = hosts.images(key.nas(), key.path());
            for (ImageLocation image : wanted) {
                if (!sizes.containsKey(image)) {
                    Optional<ImageFacts> facts = images.image(image.name());
                    facts.ifPresent(known -> sizes.put(image, known.capacity()));
                    grown |= facts.isPresent();
                }
            }
        } catch (GodwitException silent) {
            return grown;
        }
        return grown;
    }

    private void touched() {
        dirty.set(true);
        changed.run();
    }

    /** Whether something changed since it was last asked. */
    boolean takeDirty() {
        expire();
        return dirty.getAndSet(false);
    }

    /**
     * Hosts that leave us waiting are not seen, whatever they said before. Under one lock with what a look brings: a host
     * that answers in just this moment stays seen.
     */
    private synchronized void expire() {
        Instant limit = clock.instant().minus(PATIENCE);
        String why = "no answer for " + PATIENCE.toSeconds() + " s";
        hypervisorLookouts.forEach((name, lookout) -> {
            if (lookout.waitingSince().filter(since -> since.isBefore(limit)).isPresent()) {
                cluster.hypervisor(name).ifPresent(
                        hypervisor -> put(new HypervisorView.Unseen(hypervisor, name + " gives " + why)));
            }
        });
        exportLookouts.forEach((key, lookout) -> {
            NasView view = exports.get(key);
            if (view instanceof NasView.Seen
                    && lookout.waitingSince().filter(since -> since.isBefore(limit)).isPresent()) {
                exports.put(key, new NasView.Unseen(view.nas(), view.export(), key.nas() + " gives " + why));
                dirty.set(true);
            }
        });
    }

    /** Looks at these hosts now: a migration has changed something there. */
    void nudge(Set<String> names) {
        hypervisorLookouts.forEach((name, lookout) -> {
            if (names.contains(name)) {
                lookout.nudge();
            }
        });
        exportLookouts.forEach((key, lookout) -> {
            if (names.contains(key.nas())) {
                lookout.nudge();
            }
        });
    }

    Inventory inventory() {
        List<HypervisorView> hosts = cluster.hypervisors().stream()
                .flatMap(hypervisor -> Optional.ofNullable(hypervisors.get(hypervisor.name())).stream()).toList();
        List<NasView> views = new ArrayList<>();
        exportLookouts.keySet().forEach(key -> Optional.ofNullable(exports.get(key)).ifPresent(views::add));
        return new Inventory(cluster, hosts, views);
    }

    /** The VMs that a hypervisor ran when it last answered. */
    List<Vm> lastVms(String hypervisor) {
        return lastVms.getOrDefault(hypervisor, List.of());
    }

    Optional<Bytes> size(ImageLocation image) {
        return Optional.ofNullable(sizes.get(image));
    }

    /** Whether every host was looked at, or left us waiting, at least once. */
    boolean complete() {
        return hypervisors.values().stream()
                .noneMatch(view -> view instanceof HypervisorView.Unseen unseen && unseen.why().equals(NOT_YET))
                && exports.values().stream()
                        .noneMatch(view -> view instanceof NasView.Unseen unseen && unseen.why().equals(NOT_YET));
    }

    void end() {
        hypervisorLookouts.values().forEach(Lookout::end);
        exportLookouts.values().forEach(Lookout::end);
    }
}
