package io.godwit.main;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException;
import io.godwit.model.HostFacts;
import io.godwit.model.ImageFacts;
import io.godwit.model.Suitability;
import io.godwit.model.VmActivity;
import io.godwit.port.Hosts;
import io.godwit.port.HypervisorHost;
import io.godwit.port.ImageStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The test driver's hosts, and an answer where the driver has none: without one a plan ends at its first question, and the
 * class cache lacks what comes behind it. Only reading is answered.
 */
record RehearsedHosts(Hosts driver) implements Hosts {
    private static final ImageFacts IMAGE = new ImageFacts("x.qcow2", "qcow2", Bytes.ofMiB(1), Bytes.ofMiB(1),
            Bytes.ofMiB(1), Instant.EPOCH);
    private static final HostFacts FACTS = new HostFacts("x", 9_000_000, 7_002_000, new Bytes(1L << 40),
            Optional.of(Set.of("br0")), Set.of());
    private static final Map<String, Object> ANSWERS = Map.of("facts", FACTS, "activity",
            new VmActivity(Optional.empty(), List.of(), 0, 0), "assess",
            new Suitability(Optional.empty(), Optional.empty()), "exportsSeen", List.of("/export"), "capacity",
            Bytes.ofMiB(1), "usedMemory", Bytes.ofMiB(1), "free", new Bytes(1L << 40), "names", List.of("x.qcow2"),
            "image", Optional.of(IMAGE));

    @Override
    public HypervisorHost hypervisor(String name) {
        return answering(HypervisorHost.class, driver.hypervisor(name));
    }

    @Override
    public ImageStore images(String nas, String export) {
        return answering(ImageStore.class, driver.images(nas, export));
    }

    @Override
    public void close() {
        driver.close();
    }

    private static <T> T answering(Class<T> port, T asked) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
                (_, question, words) -> answer(asked, question, words)));
    }

    private static Object answer(Object asked, Method question, Object @Nullable [] words) throws Throwable {
        try {
            return question.invoke(asked, words);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof GodwitException && ANSWERS.containsKey(question.getName())) {
                return ANSWERS.get(question.getName());
            }
            throw e.getCause();
        }
    }
}
