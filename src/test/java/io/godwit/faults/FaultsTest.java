package io.godwit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.godwit.lab.TestLabs;
import io.godwit.main.LabCluster;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The matrix of faults. A selection is part of every test run; -Dgodwit.faults=all (make faults) runs the whole, and
 * -Dgodwit.faults=WORDS those whose name contains the words.
 */
@Tag("lab")
class FaultsTest {
    private static final String WANTED = System.getProperty("godwit.faults", "often");
    private static final int KILLS_IN_EVERY_RUN = 8;
    private static final FaultTable TABLE = new FaultTable();
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options(System.getProperty("godwit.lab", "faults")));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            TABLE.print();
            cluster.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> theWorldFails() {
        WorldTrial trial = new WorldTrial(cluster);
        return WorldFaults.all().stream().filter(fault -> chosen(fault.name(), fault.often()))
                .map(fault -> test(fault.name(), () -> trial.run(fault)));
    }

    @TestFactory
    Stream<DynamicTest> godwitIsKilledAtItsJournal() {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        System.out.println("kills: -Dgodwit.seed=" + seed);
        KillTrial trial = new KillTrial(cluster);
        List<Kill> all = named() ? List.of() : Kill.all(trial::writes);
        List<Kill> kills = WANTED.equals("often") ? Kill.some(all, KILLS_IN_EVERY_RUN, new Random(seed)) : all;
        return kills.stream().filter(kill -> chosen(kill.name(), true))
                .map(kill -> test(kill.name(), () -> trial.run(kill)));
    }

    /** Whether the words name a fault of the world: then the kills need not be counted. */
    private static boolean named() {
        return !WANTED.equals("all") && !WANTED.equals("often")
                && WorldFaults.all().stream().anyMatch(fault -> fault.name().contains(WANTED));
    }

    private static boolean chosen(String name, boolean often) {
        return switch (WANTED) {
            case "all" -> true;
            case "often" -> often;
            case String words -> name.contains(words);
        };
    }

    private interface Trial {
        Row run() throws Exception;
    }

    private static DynamicTest test(String name, Trial trial) {
        return dynamicTest(name, () -> {
            Row row = trial.run();
            TABLE.add(row);
            System.out.println(row);
            assertThat(row.good()).as(row.toString()).isTrue();
        });
    }
}
