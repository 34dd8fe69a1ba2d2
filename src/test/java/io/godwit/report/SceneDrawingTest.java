package io.godwit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.report.Scene.Box;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneDrawingTest {
    @Test
    void everyVmAndDiskIsInItsBox() {
        Scene scene = new Scene(List.of(new Box("vnode2", true, List.of("vm")), new Box("vnode3", true, List.of())),
                List.of(new Box("nas1", true, List.of()), new Box("nas2", true, List.of("vm/vda"))));
        assertThat(new SceneDrawing(false).draw(scene)).containsExactly(
                "HYPERVISORS                         NAS",
                "+----------+  +----------+          +----------+  +----------+",
                "|  vnode2  |  |  vnode3  |          |   nas1   |  |   nas2   |",
                "|   [vm]   |  |          |          |          |  | [vm/vda] |",
                "+----------+  +----------+          +----------+  +----------+");
    }

    @Test
    void aHostThatDoesNotAnswerIsNotDrawnEmpty() {
        Scene scene = new Scene(List.of(new Box("vnode2", false, List.of())),
                List.of(new Box("nas1", true, List.of())));
        assertThat(String.join("\n", new SceneDrawing(true).draw(scene))).contains("(no answer)");
    }

    @Test
    void manyVmsAreCounted() {
        List<String> vms = IntStream.range(0, 20).mapToObj(i -> "vm" + i).toList();
        Scene scene = new Scene(List.of(new Box("vnode2", true, vms)), List.of(new Box("nas1", true, List.of())));
        assertThat(String.join("\n", new SceneDrawing(true).draw(scene))).contains("and 14 more");
    }

    @Test
    void hostileTextIsTextInThePage() {
        assertThat(Page.text("<img onerror=\"x\">&'")).isEqualTo("&lt;img onerror=&quot;x&quot;&gt;&amp;&#39;");
    }
}
