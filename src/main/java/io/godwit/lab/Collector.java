package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps, outside of the guests, what they acknowledged: one line for each record, appended by socat on the client. */
record Collector(LabPlan plan) {
    static final int PORT = 7001;

    static Path file(Path lab) {
        return lab.resolve("acknowledged");
    }

    void start() {
        Path file = file(plan.options().folder());
        try {
            List<String> words = new ArrayList<>(ProcessorShares.of(plan).at(plan.client()));
            words.addAll(List.of("setsid", "socat", "-u", "UDP4-RECV:" + PORT + ",rcvbuf=4194304",
                    "OPEN:" + file + ",creat,append"));
            new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(plan.options().folder().resolve("collector.out").toFile()).start();
        } catch (IOException e) {
            throw new LabException("the collector could not be started: " + e.getMessage(), e);
        }
    }

    /** What a VM acknowledged no longer counts: it was removed, and another one may get its name. */
    static void forget(Path lab, String vm) {
        try {
            Files.writeString(file(lab), forgotten(vm) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new LabException("the acknowledgements cannot be written: " + e.getMessage(), e);
        }
    }

    private static String forgotten(String vm) {
        return "forget " + vm;
    }

    /** The numbers that a VM's disk acknowledged, the highest for each slot of the layout. */
    static Acknowledged read(Path lab, String vm, String disk, RecordLayout layout) {
        Map<Long, Long> highest = new TreeMap<>();
        String prefix = vm + " " + disk + " ";
        long[] count = {0};
        try (Stream<String> lines = Files.exists(file(lab)) ? Files.lines(file(lab)) : Stream.empty()) {
            lines.forEach(line -> {
                if (line.equals(forgotten(vm))) {
                    highest.clear();
                    count[0] = 0;
                }
                if (!line.startsWith(prefix)) {
                    return;
                }
                long number = Long.parseLong(line.substring(prefix.length()).strip());
                highest.merge(layout.offset(number), number, Math::max);
                count[0]++;
            });
        } catch (IOException e) {
            throw new LabException("the acknowledgements cannot be read: " + e.getMessage(), e);
        }
        return new Acknowledged(count[0], highest);
    }

    /**
     * What was acknowledged.
     *
     * @param highest by the record's place on the disk, the newest number there
     */
    record Acknowledged(long count, Map<Long, Long> highest) {}
}
