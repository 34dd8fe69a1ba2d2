package io.godwit.demo;

import io.godwit.execute.Session;
import io.godwit.experience.Feeling;
import io.godwit.experience.ScreenExperience;
import io.godwit.journal.MigrationRecord;
import io.godwit.lab.LabException;
import io.godwit.lab.LabOptions;
import io.godwit.model.HostFacts;
import io.godwit.model.MigrationId;
import io.godwit.plan.Planning;
import io.godwit.port.ProgressListener;
import io.godwit.journal.Felt;
import io.godwit.journal.Mark;
import io.godwit.port.Journal;
import io.godwit.report.HtmlReport;
import io.godwit.report.Story;
import io.godwit.report.Report;
import io.godwit.report.Scene;
import io.godwit.report.SceneDrawing;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The three moves, one after the other, with a video playing on the client's screen. */
public final class Demo {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration STANDSTILL = Duration.ofSeconds(12);

    private final LabOptions options;
    private final Session.Opening sessions;
    private final ProgressListener listener;
    private final Consumer<String> progress;
    private final SceneDrawing drawing;

    public Demo(LabOptions options, Session.Opening sessions, ProgressListener listener, Consumer<String> progress,
            SceneDrawing drawing) {
        this.options = options;
        this.sessions = sessions;
        this.listener = listener;
        this.progress = progress;
        this.drawing = drawing;
    }

    /** Hears of each move as it is done. */
    public interface Audience {
        void saw(HtmlReport.Entry entry);
    }

    /** Builds the stage, makes the moves, lets the encore be, and takes the stage down again. */
    public List<HtmlReport.Entry> run(Audience audience, Encore encore) {
        try (Stage stage = Stage.up(options, progress);
                Session session = sessions.open(Optional.of(stage.lab.clusterFile()), listener)) {
            Stage.rest(SETTLE);
            progress.accept("watching the picture at standstill for " + STANDSTILL.toSeconds() + " s");
            ScreenExperience standstill = Watched.standstill(stage, STANDSTILL);
            Moves moves = new Moves(stage, session, standstill);
            List<HtmlReport.Entry> entries = new ArrayList<>();
            for (Move move : Move.scene()) {
                HtmlReport.Entry entry = moves.make(move);
                entries.add(entry);
                audience.saw(entry);
                Stage.rest(Duration.ofSeconds(2));
            }
            encore.after(entries, stage);
            return entries;
        }
    }

    /** One of the moves: those in which an export goes, and those in which the image is copied. */
    record Move(String title, Optional<String> to, Optional<String> disksTo, Optional<Takeover> takeover) {
        static List<Move> scene() {
            return List.of(
                    new Move("1. hypervisor migration", Optional.of("vnode3"), Optional.empty(), Optional.empty()),
                    new Move("2. NAS migration, the export goes", Optional.empty(), Optional.empty(), export("nas1")),
                    new Move("3. hypervisor and NAS migration, the export goes", Optional.of("vnode2"),
                            Optional.empty(), export("nas2")),
                    new Move("2. NAS migration, the image is copied", Optional.empty(), Optional.of("nas1"),
                            Optional.empty()),
                    new Move("3. hypervisor and NAS migration, the image is copied", Optional.of("vnode3"),
                            Optional.of("nas2"), Optional.empty()));
        }

        private static Optional<Takeover> export(String nas) {
            return Optional.of(new Takeover("desktops", nas));
        }

        MigrationRequest request() {
            return takeover.isPresent() && to.isEmpty()
                    ? MigrationRequest.of(takeover.get())
                    : new MigrationRequest(Stage.VM, to, disksTo, Map.of(), Optional.empty(), Optional.empty(),
                            Care.DEFAULT, takeover);
        }
    }

    /** The moves on one stage. */
    private final class Moves {
        private final Stage stage;
        private final Session session;
        private final ScreenExperience standstill;

        Moves(Stage stage, Session session, ScreenExperience standstill) {
            this.stage = stage;
            this.session = session;
            this.standstill = standstill;
        }

        HtmlReport.Entry make(Move move) {
            progress.accept("");
            progress.accept(move.title());
            List<String> before = draw();
            Watched<MigrationRecord> watched = Watched.of(stage, () -> migrate(move.request()));
            MigrationRecord migration = watched.result();
            stage.requireConnected(move.title());
            Journal journal = session.journal();
            journal.felt(migration.id(), Feeling.of(watched.experience(), standstill.gaps().longestMillis()));
            List<Felt> felts = journal.felts(migration.id());
            List<Mark> marks = journal.marks(migration.id());
            Report report = Report.of(migration, journal.steps(migration.id()), journal.measured(migration.id()), felts,
                    marks, Optional.of(versions()));
            return new HtmlReport.Entry(move.title(),
                    new Story(report, journal.samples(migration.id(), Instant.EPOCH), felts, marks), before, draw());
        }

        private MigrationRecord migrate(MigrationRequest request) {
            MigrationId id = session.migrations().nextId();
            return switch (session.migrations().plan(id, request)) {
                case Planning.Plan plan -> session.migrations().run(session.migrations().open(id, plan));
                case Planning.Refusal refusal -> throw new LabException("refused: " + refusal.reasons());
            };
        }

        private List<String> draw() {
            return drawing.draw(Scene.of(session.inventories().read()));
        }

        private Report.Versions versions() {
            HostFacts facts = session.hosts().hypervisor("vnode2").facts();
            return new Report.Versions(Machine.name(), facts.libvirt(), facts.qemu(),
                    stage.lab.emulation().toString());
        }
    }
}
