package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.adapter.cli.remote.RemoteCluster.Progress;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.journal.Sample;
import io.godwit.model.MigrationId;
import io.godwit.report.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Follows a migration that a server works on, to its end. */
record Following(Console console, Common common, RemoteCluster cluster, MigrationId id) {
    private static final long LOOK_MILLIS = 300;

    /**
     * Shows how it goes on.
     *
     * @param limit after so long it is left alone
     */
    int toItsEnd(Optional<Duration> limit) throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        Thread hook = Thread.ofPlatform().unstarted(() -> {
            if (!ended.get()) {
                console.say("");
                console.say("detached: " + id + " goes on on the server. Come back: godwit watch " + id
                        + ". Go back: godwit cancel " + id);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return follow(limit);
        } finally {
            ended.set(true);
        }
    }

    private int follow(Optional<Duration> limit) throws InterruptedException {
        ProgressView view = new ProgressView(console);
        Map<Integer, String> told = new HashMap<>();
        int samples = 0;
        Instant began = Instant.now();
        while (true) {
            Progress now = cluster.progress(id);
            for (StepState step : now.steps()) {
                if (!step.state().equals(told.put(step.sequence(), step.state()))) {
                    view.step(step.title(), step.state(), step.detail());
                }
            }
            List<Sample> news = cluster.samples(id, samples);
            samples += news.size();
            news.forEach(view::sample);
            if (!now.outcome().open()) {
                view.outcome(id, now.outcome(), now.reason());
                return ReportCommand.print(console, common, cluster.story(id));
            }
            if (limit.filter(span -> Duration.between(began, Instant.now()).compareTo(span) > 0).isPresent()) {
                console.say(id + " goes on; godwit watch " + id);
                return ExitCode.WAITED_TOO_LONG;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
