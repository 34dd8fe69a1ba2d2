package io.godwit.simulation;

import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Desktop;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.HostFacts;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import io.godwit.plan.Situations;
import io.godwit.port.HypervisorHost;
import io.godwit.port.Hosts;
import io.godwit.port.ImageStore;
import io.godwit.port.Ongoing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Many simulated VMs on the same hosts, each in a world of its own, in real time: for a server, which looks at them from many
 * threads. A world's time goes by when somebody looks.
 */
public final class Fleet implements Hosts {
    private final Map<UUID, Living> living = new LinkedHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final double speed;

    /** A world and how far its time has come. */
    private final class Living {
        final World world;
        long seenNanos = System.nanoTime();

        Living(World world) {
            this.world = world;
        }

        synchronized <T> T with(Supplier<T> deed) {
            long now = System.nanoTime();
            long millis = (long) ((now - seenNanos) / 1e6 * speed);
            if (millis > 0) {
                seenNanos = now;
                world.pass(Duration.ofMillis(Math.min(millis, 60_000)));
            }
            return deed.get();
        }

        boolean busy() {
            return world.job.isPresent() || world.vms.values().stream().anyMatch(vm -> !vm.mirrors.isEmpty());
        }
    }

    /**
     * VMs vm1, vm2 ... on vnode2, their disks on nas2.
     *
     * @param speed how much faster than ours their time goes
     */
    public Fleet(int vms, long seed, double speed) {
        this.speed = speed;
        for (int i = 1; i <= vms; i++) {
            World world = new World(Situations.CLUSTER, new Random(seed + i), List.of());
            world.vmName = "vm" + i;
            world.vmId = id(i);
            ImageLocation image = new ImageLocation("nas2", "/export", world.vmName + "-vda-0.qcow2");
            SimVm vm = new SimVm();
            vm.state = World.RUNNING;
            vm.persistent = true;
            DiskSource source = world.cluster.source(image, new DiskSource.NfsPath("", ""));
            vm.disks.put("vda", new SimVm.OpenDisk(source, world.place(image, ImageFormat.QCOW2, 64L << 20)));
            vm.stored.put("vda", source);
            world.vms.put("vnode2", vm);
            living.put(world.vmId, new Living(world));
        }
    }

    /** The UUID of a VM by its number. */
    public static UUID id(int number) {
        return new UUID(0x11111111_2222_3333L, 0x8444_5555_0000_0000L + number);
    }

    /** The cluster that they are on, with a journal in this folder. */
    public static Cluster cluster(Path state, Map<String, Desktop> desktops) {
        return new Cluster("simulated", state, Situations.CLUSTER.hypervisors(), Situations.CLUSTER.nas(),
                Optional.empty(), List.of(), desktops);
    }

    /** From now on a host answers nobody, or answers again. */
    public void silence(String host, boolean yes) {
        if (yes) {
            silent.add(host);
        } else {
            silent.remove(host);
        }
    }

    /** From now on whoever asks a host waits until it is let go. */
    public CountDownLatch hang(String host) {
        CountDownLatch latch = new CountDownLatch(1);
        hanging.put(host, latch);
        return latch;
    }

    private void hear(String host) {
        Optional.ofNullable(hanging.get(host)).ifPresent(latch -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (silent.contains(host)) {
            throw new Unreachable(host, "silent", new IllegalStateException("no answer"));
        }
    }

    @Override
    public HypervisorHost hypervisor(String name) {
        return (HypervisorHost) Proxy.newProxyInstance(Fleet.class.getClassLoader(),
                new Class<?>[]{HypervisorHost.class}, (_, method, arguments) -> {
                    hear(name);
                    return switch (method.getName()) {
                        case "facts" -> new HostFacts(name, 9_000_000, 7_002_022, Bytes.ofMiB(400_000),
                                Optional.of(Set.of("br0")), Set.of());
                        case "vms" -> vms(name);
                        case "migrate" -> ongoing(name, method, arguments);
                        case String _ when arguments != null && arguments[0] instanceof UUID vm ->
                            living.containsKey(vm)
                                    ? one(name, living.get(vm), method, arguments)
                                    : nobody(method);
                        case String _ -> one(name, living.values().iterator().next(), method, arguments);
                    };
                });
    }

    private static Object nobody(Method method) {
        if (method.getReturnType() == Optional.class) {
            return Optional.empty();
        }
        throw new io.godwit.model.GodwitException.Failed("no such domain", "look");
    }

    private static Object one(String name, Living one, Method method, Object... arguments) {
        return one.with(() -> call(new SimHypervisor(one.world, name), method, arguments));
    }

    private static Object call(SimHypervisor host, Method method, Object... arguments) {
        try {
            return method.invoke(host, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Worlds in which nothing is under way stand still: thousands of them cost nothing. */
    private List<Vm> vms(String host) {
        List<Vm> vms = new ArrayList<>();
        for (Living one : living.values()) {
            synchronized (one) {
                if (one.busy()) {
                    one.with(() -> true);
                }
                vms.addAll(new SimHypervisor(one.world, host).known().stream()
                        .map(vm -> new SimHypervisor(one.world, host).view(vm)).toList());
            }
        }
        return vms;
    }

    private Ongoing ongoing(String name, Method method, Object... arguments) {
        Living one = Optional.ofNullable(living.get(arguments[0])).orElseThrow();
        Ongoing call = (Ongoing) one(name, one, method, arguments);
        return new Ongoing() {
            @Override
            public boolean ended() {
                return one.with(call::ended);
            }

            @Override
            public void await(Duration atMost) {
                long until = System.nanoTime() + atMost.toNanos();
                while (!ended() && System.nanoTime() < until) {
                    rest();
                }
            }

            @Override
            public Optional<String> problem() {
                return one.with(call::problem);
            }

            @Override
            public boolean silent() {
                return one.with(call::silent);
            }
        };
    }

    private static void rest() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public ImageStore images(String nas, String export) {
        return (ImageStore) Proxy.newProxyInstance(Fleet.class.getClassLoader(), new Class<?>[]{ImageStore.class},
                (_, method, arguments) -> {
                    hear(nas);
                    return switch (method.getName()) {
                        case "free" -> Bytes.ofMiB(10_000_000);
                        case "names" -> names(nas, export);
                        case String _ -> image(nas, export, method, arguments);
                    };
                });
    }

    private Object image(String nas, String export, Method method, Object... arguments) {
        Living one = owner((String) arguments[0]);
        return one.with(() -> {
            try {
                return method.invoke(new SimImages(one.world, nas, export), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException problem
                        ? problem
                        : new IllegalStateException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Images are named after their VM. */
    private Living owner(String image) {
        return living.values().stream().filter(one -> image.startsWith(one.world.vmName + "-")).findFirst()
                .orElseThrow(() -> new io.godwit.model.GodwitException.Failed("no such file " + image, "look"));
    }

    private List<String> names(String nas, String export) {
        Map<String, Boolean> names = new TreeMap<>();
        for (Living one : living.values()) {
            synchronized (one) {
                one.world.files.keySet().stream()
                        .filter(image -> image.nas().equals(nas) && image.export().equals(export))
                        .forEach(image -> names.put(image.name(), true));
            }
        }
        return List.copyOf(names.keySet());
    }

    @Override
    public void close() {}
}
