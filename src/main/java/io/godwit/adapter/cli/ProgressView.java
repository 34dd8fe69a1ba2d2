package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.ProgressLine;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.MigrationId;
import io.godwit.port.ProgressListener;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Shows a migration's progress on the second output: a moving line on a terminal, a line for each phase elsewhere. */
final class ProgressView implements ProgressListener {
    private static final String CLEAR_LINE = "\r\033[K";
    private final Console console;
    private boolean lineOpen;

    ProgressView(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void step(StepRecord step) {
        step(step.step().title(), step.state().name().toLowerCase(Locale.ROOT), step.detail());
    }

    /**
     * A step has begun or ended.
     *
     * @param state as the API has it
     */
    synchronized void step(String title, String state, String detail) {
        switch (state) {
            case "begun" -> line(Terminal.plain(title) + " ...");
            case "done" -> line(Terminal.plain(title) + ": " + Terminal.plain(detail));
            case "failed" -> line(Terminal.plain(title) + ": FAILED: " + Terminal.plain(detail));
            case String _ -> {}
        }
    }

    @Override
    public synchronized void sample(Sample sample) {
        if (console.terminal().errIsTerminal()) {
            console.err().print(CLEAR_LINE
                    + new ProgressLine(console.terminal().unicode()).render(sample, console.terminal().columns()));
            console.err().flush();
            lineOpen = true;
        }
    }

    @Override
    public synchronized void outcome(MigrationRecord migration) {
        outcome(migration.id(), migration.outcome(), migration.reason());
    }

    synchronized void outcome(MigrationId id, Outcome outcome, String reason) {
        switch (outcome) {
            case GOING_BACK -> line("going back: " + Terminal.plain(reason));
            case DONE -> line(id + " done");
            case FAILED, CANCELLED, NEEDS_PERSON ->
                line(id + " " + outcome.label() + ": " + Terminal.plain(reason));
            case RUNNING -> {}
        }
    }

    private void line(String text) {
        if (lineOpen) {
            console.err().print(CLEAR_LINE);
            lineOpen = false;
        }
        console.say(LocalTime.now(java.time.ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).format(
                java.time.format.DateTimeFormatter.ISO_LOCAL_TIME) + "  " + text);
    }
}
