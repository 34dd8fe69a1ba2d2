package io.godwit.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.journal.Measured;
import io.godwit.journal.Sample;
import io.godwit.model.Bytes;
import io.godwit.model.DiskSource;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.Kind;
import io.godwit.model.Layer;
import io.godwit.model.Mode;
import io.godwit.model.Policy;
import io.godwit.plan.Pacing;
import io.godwit.plan.Past;
import io.godwit.plan.Planner;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Situations;
import io.godwit.plan.Step;
import io.godwit.plan.Switchover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What stands in a journal can be read, also where an earlier version has written it, with Jackson. */
class JsonTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:12:34.567891Z");
    private static final ImageLocation IMAGE = new ImageLocation("nas1", "/export", "a \"name\"\nof ümläut.qcow2");
    private static final List<Layer> CHAIN = List.of(
            new Layer(new DiskSource.NfsPath("198.18.0.21", "/export/top.qcow2"), "qcow2"),
            new Layer(new DiskSource.LocalFile("/mnt/nas1/base.raw"), "raw"),
            new Layer(new DiskSource.Foreign("rbd pool/image"), "raw"));
    private static final Step.MoveMemory MEMORY = new Step.MoveMemory("vnode2", "vnode3", Map.of("vda", CHAIN), true,
            true, false, Optional.of(Bytes.ofMiB(200)),
            new Switchover(Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofMinutes(10), true));
    private static final Step.MoveExport EXPORT = new Step.MoveExport("desktops", "nas1", "nas2");
    private static final List<Step> STEPS = List.of(
            new Step.CreateImage(IMAGE, ImageFormat.QCOW2, new Bytes(Long.MAX_VALUE),
                    Optional.of(new Step.Backing(IMAGE, ImageFormat.RAW))),
            new Step.CreateImage(IMAGE, ImageFormat.RAW, Bytes.ZERO, Optional.empty()),
            new Step.CopyBacking(IMAGE, IMAGE, ImageFormat.QCOW2, Bytes.ofMiB(3), Optional.of(IMAGE)),
            new Step.MirrorDisk("vnode2", "vda", CHAIN, CHAIN, false, Bytes.ofMiB(891), Optional.empty(),
                    new Pacing(Bytes.ofMiB(1), Duration.ofMillis(12))),
            new Step.PivotDisk("vnode2", "vda", CHAIN, CHAIN), new Step.AbandonMirror("vnode2", "vda"), MEMORY,
            new Step.Verify("vnode3", true, Map.of("vda", CHAIN), List.of(IMAGE)),
            new Step.WarmServer("desktops", "nas2"), EXPORT, new Step.MoveTogether(EXPORT, MEMORY),
            new Step.SettleExport("desktops"), new Step.VerifyExport("desktops", "nas2"), new Step.RemoveImage(IMAGE));

    private final Json json = new Json();
    private final JsonMapper earlier = JsonMapper.builder().addMixIn(Step.class, StepForm.class)
            .addMixIn(DiskSource.class, SourceForm.class).build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "step")
    private interface StepForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "source")
    private interface SourceForm {}

    @Test
    void everyStepIsReadBackTheSame() {
        assertThat(Step.class.getPermittedSubclasses()).as("one of each at least")
                .allMatch(type -> STEPS.stream().anyMatch(type::isInstance));
        assertThat(STEPS).allSatisfy(step -> assertThat(json.step(json.write(step))).isEqualTo(step));
    }

    @Test
    void everyStepOfAnEarlierVersionIsReadTheSame() {
        assertThat(STEPS).allSatisfy(step -> assertThat(
                json.step(earlier.writerFor(Step.class).writeValueAsString(step))).isEqualTo(step));
    }

    @Test
    void aPlanIsReadBackTheSameAlsoOfAnEarlierVersion() {
        Plan plan = (Plan) new Planner(Mode.STAGED).plan(Situations.ID,
                Situations.request(Optional.of("vnode3"), Optional.of("nas1"), Optional.empty()),
                new Situations().now(Situations.request(Optional.of("vnode3"), Optional.of("nas1"), Optional.empty())));

        assertThat(json.plan(json.write(plan))).isEqualTo(plan);
        assertThat(json.plan(earlier.writeValueAsString(plan))).isEqualTo(plan);
        assertThat(json.plan(earlier.writeValueAsString(plan).replace(",\"exports\":{}", "")))
                .as("before there were takeovers").isEqualTo(plan);
    }

    @Test
    void figuresAreReadBackTheSameAlsoOfAnEarlierVersion() {
        Past past = new Past("desktop1", Kind.HYPERVISOR_AND_NAS, Optional.of(Mode.ATOMIC), Policy.URGENT,
                Set.of("vnode2", "vnode3"), Set.of("nas1"), Duration.ofMillis(2345), Duration.ofNanos(1234567891),
                Bytes.ofMiB(369), Duration.ZERO, Bytes.ZERO, new Bytes(5), Optional.of(Duration.ofMillis(54)),
                Optional.empty());
        Measured measured = new Measured(Bytes.ofMiB(1), Bytes.ofMiB(2), Optional.of(Duration.ofMillis(7)), true);
        Sample sample = new Sample(AT, 3, "memory", Bytes.ZERO, Bytes.ofMiB(369), Bytes.ofMiB(300), new Bytes(1), 2);
        Mark mark = new Mark(AT, "vnode2", "MIGRATION", "{\"status\":\"setup\"}");
        Felt unseen = new Felt("network", Double.NaN, 0, 0, Double.POSITIVE_INFINITY, 0, 0, 1e-9, List.of());
        Felt felt = new Felt("screen", 146.5, 38, 1, 146.5, 2, 1, 4.25, List.of(new Felt.Stretch(AT, 146.5)));

        for (String text : List.of(json.write(past), earlier.writeValueAsString(past))) {
            assertThat(json.past(text)).isEqualTo(past);
        }
        for (String text : List.of(json.write(measured), earlier.writeValueAsString(measured))) {
            assertThat(json.measured(text)).isEqualTo(measured);
        }
        for (String text : List.of(json.write(sample), earlier.writeValueAsString(sample))) {
            assertThat(json.sample(text)).isEqualTo(sample);
        }
        for (String text : List.of(json.write(mark), earlier.writeValueAsString(mark))) {
            assertThat(json.mark(text)).isEqualTo(mark);
        }
        for (String text : List.of(json.write(felt), earlier.writeValueAsString(felt))) {
            assertThat(json.felt(text)).isEqualTo(felt);
        }
        for (String text : List.of(json.write(unseen), earlier.writeValueAsString(unseen))) {
            assertThat(json.felt(text)).isEqualTo(unseen);
        }
    }

    @Test
    void aStepOfALaterVersionIsNamed() {
        assertThatThrownBy(() -> json.step("{\"step\":\"Teleport\",\"to\":\"vnode3\"}"))
                .hasMessageContaining("Teleport");
    }
}
