package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** make bench-serve: what a server holds, measured. Not part of the tests. */
class ServeBenchTest {
    private static final int WATCHERS = 200;
    private static final int MIGRATIONS = 50;
    private static final int ASKERS = 4;
    private static final String CLUSTER = """
            hypervisors:
              - {name: a, uri: "qemu+tcp://127.0.0.1:1/system", migrationAddress: 127.0.0.1}
            nas:
              - {name: n, addresses: [127.0.0.1], libvirt: "qemu+tcp://127.0.0.1:2/system", exports: [{path: /export}]}
            """;

    @BeforeEach
    void onlyWhenAskedFor() {
        Assumptions.assumeTrue(Boolean.getBoolean("godwit.bench"));
    }

    @Test
    void measures(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        start(folder, figures);
        load(folder, figures);
        Files.createDirectories(Path.of("out"));
        Files.writeString(Path.of("out/bench-serve.json"), JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(figures) + "\n");
        figures.forEach((name, value) -> System.out.printf("  %-28s %s%n", name, value));
        assertThat(figures).containsEntry("migrationsDone", (long) MIGRATIONS).containsEntry("resyncs", 0L);
    }

    /** The real program as a person starts it; its hosts do not answer, which costs it nothing. */
    private static void start(Path folder, Map<String, Object> figures) throws IOException, InterruptedException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"),
                "state: " + folder.resolve("real") + "\n" + CLUSTER);
        List<Long> starts = new ArrayList<>();
        long resident = 0;
        for (int round = 0; round < 3; round++) {
            int port = freePort();
            long began = System.nanoTime();
            Process godwit = new ProcessBuilder("./godwit", "serve", "--cluster", cluster.toString(), "--listen",
                    "127.0.0.1:" + port).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("real.log").toFile()).start();
            Client client = new Client("http://127.0.0.1:" + port, Map.of());
            while (!firstPage(client)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            starts.add((System.nanoTime() - began) / 1_000_000);
            TimeUnit.SECONDS.sleep(2);
            resident = residentKiB(godwit.pid());
            godwit.destroy();
            godwit.waitFor();
        }
        figures.put("startToFirstPageMillis", starts.stream().sorted().toList().get(1));
        figures.put("residentAtStartMiB", resident / 1024);
    }

    private static boolean firstPage(Client client) {
        try {
            return client.get("/").status() == 200;
        } catch (java.io.UncheckedIOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long residentKiB(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElseThrow();
    }

    private static void load(Path folder, Map<String, Object> figures) throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", classes,
                SimulatedServer.class.getName(), folder.resolve("simulated").toString(),
                Integer.toString(MIGRATIONS), "0.3").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<Watcher> watchers = new ArrayList<>();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String[] line = String.valueOf(said.readLine()).split(" ", 2);
            Client client = new Client(line[0], Map.of("Authorization", line[1]));
            for (int i = 0; i < WATCHERS; i++) {
                watchers.add(new Watcher(client));
            }
            measure(client, watchers, figures);
            figures.put("residentUnderLoadMiB", residentKiB(process.pid()) / 1024);
        } finally {
            for (Watcher watcher : watchers) {
                watcher.close();
            }
            process.destroy();
            process.waitFor();
        }
    }

    private static void measure(Client client, List<Watcher> watchers, Map<String, Object> figures)
            throws InterruptedException {
        LongAdder answered = new LongAdder();
        LongAdder failed = new LongAdder();
        List<Thread> askers = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < ASKERS; i++) {
            askers.add(Thread.ofVirtual().start(() -> ask(client, answered, failed)));
        }
        List<Thread> beginners = new ArrayList<>();
        for (int vm = 1; vm <= MIGRATIONS; vm++) {
            String body = "{\"vm\":\"vm" + vm + "\",\"to\":\"vnode3\",\"disksTo\":\"nas1\"}";
            beginners.add(Thread.ofVirtual().start(() -> {
                if (client.post("/api/v1/migrations", body).status() != 202) {
                    failed.increment();
                }
            }));
        }
        for (Thread beginner : beginners) {
            beginner.join();
        }
        figures.put("allBegunAfterMillis", (System.nanoTime() - began) / 1_000_000);
        while (client.get("/api/v1/migrations?outcome=open&limit=1").body().contains("\"id\"")) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        askers.forEach(Thread::interrupt);
        TimeUnit.SECONDS.sleep(1);
        List<Long> delays = watchers.stream().flatMap(watcher -> watcher.delaysMillis().stream()).sorted().toList();
        figures.put("watchers", WATCHERS);
        figures.put("migrationsDone",
                (long) client.get("/api/v1/migrations?outcome=done&limit=1000").json().path("items").size());
        figures.put("seconds", Math.round(seconds * 10) / 10.0);
        figures.put("requestsPerSecond", Math.round(answered.sum() / seconds));
        figures.put("requestsFailed", failed.sum());
        figures.put("eventsDelivered", watchers.stream().mapToLong(Watcher::events).sum());
        figures.put("resyncs", watchers.stream().mapToLong(Watcher::resyncs).sum());
        figures.put("eventDelayP50Millis", at(delays, 0.5));
        figures.put("eventDelayP99Millis", at(delays, 0.99));
        figures.put("eventDelayMaxMillis", delays.getLast());
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * share));
    }

    /** What pages ask for when they are opened. */
    private static void ask(Client client, LongAdder answered, LongAdder failed) {
        String[] paths = {"/api/v1/scene", "/api/v1/vms?limit=100", "/api/v1/migrations?limit=20", "/"};
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            try {
                if (client.get(paths[i % paths.length]).status() == 200) {
                    answered.increment();
                } else {
                    failed.increment();
                }
            } catch (IllegalStateException interrupted) {
                return;
            }
        }
    }
}
