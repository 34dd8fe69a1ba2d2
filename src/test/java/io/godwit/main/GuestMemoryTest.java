package io.godwit.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.TestLabs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a guest wrote to its memory arrives with it (docs/decisions/0009: QEMU 7.2 under TCG can lose it). */
@Tag("lab")
class GuestMemoryTest {
    private static final int MOVES = Integer.getInteger("godwit.moves", 4);
    private static LabCluster cluster;

    @BeforeAll
    static void up() {
        cluster = LabCluster.up(TestLabs.options("memory"));
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aGuestThatWritesToItsMemoryAllTheTimeFindsItUnchangedOnTheOtherSide() throws IOException {
        cluster.lab.addVm(GuestSpec.tiny("tiny1", "vnode2", "nas2").dirtying(8));
        for (int move = 0; move < MOVES; move++) {
            MigrationRecord ended = cluster.migrate(LabCluster.to("tiny1", move % 2 == 0 ? "vnode3" : "vnode2"));
            assertThat(ended.outcome()).as(ended.reason()).isEqualTo(Outcome.DONE);
        }
        List<String> lost = Files.readAllLines(cluster.lab.folder().resolve("tiny1.serial")).stream()
                .filter(line -> line.contains("MEMORY LOST")).toList();
        System.out.println("  " + MOVES + " moves, " + lost.size() + " pages lost " + lost.stream().limit(8).toList());
        assertThat(lost).isEmpty();
        assertThat(cluster.nothingLost("tiny1")).isTrue();
    }
}
