package io.godwit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.adapter.config.ClusterFile;
import io.godwit.adapter.process.LocalProcesses;
import io.godwit.lab.LabOptions;
import io.godwit.lab.NasCluster;
import io.godwit.lab.TestLabs;
import io.godwit.main.Wiring;
import io.godwit.model.Cluster;
import io.godwit.port.ProgressListener;
import io.godwit.report.HtmlReport;
import io.godwit.report.Report;
import io.godwit.report.SceneDrawing;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole demonstration: a desktop over RDP stays connected through the three moves, and its picture is measured. */
@Tag("lab")
class DemoTest {
    @Test
    void aDesktopIsMovedInEveryWayBeforeItsUsersEyes() {
        LabOptions options = TestLabs.options("demotest").with(NasCluster.PACEMAKER);
        Demo demo = new Demo(options, (file, listener) -> {
            Cluster cluster = ClusterFile.read(file.orElseThrow(), Path.of("/nowhere"));
            return new Wiring(cluster, new LocalProcesses(List.of("false"), List.of(), cluster.state()), listener);
        }, ProgressListener.NONE, System.out::println, new SceneDrawing(true));
        List<HtmlReport.Entry> entries = demo.run(entry -> System.out.println(entry.title() + " " + entry.report()),
                Encore.NONE);
        assertThat(entries).extracting(HtmlReport.Entry::report).allSatisfy(report -> {
            assertThat(report.result()).isEqualTo("done");
            assertThat(report.verified()).isTrue();
            assertThat(report.longestGapMillis()).isPresent();
            assertThat(report.standstillGapMillis().orElseThrow()).isBetween(20L, 400L);
        });
        assertThat(entries).extracting(HtmlReport.Entry::report).extracting(Report::kind).containsExactly("hypervisor",
                "takeover", "hypervisor+takeover", "nas", "hypervisor+nas");
        assertThat(entries.getLast().after()).anyMatch(line -> line.contains("[desktop1]"));
        assertThat(options.folder()).doesNotExist();
    }
}
