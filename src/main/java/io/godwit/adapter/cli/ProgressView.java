package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.ProgressLine;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.port.ProgressListener;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

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
        String title = Terminal.plain(step.step().title());
        switch (step.state()) {
            case BEGUN -> line(title + " ...");
            case DONE -> line(title + ": " + Terminal.plain(step.detail()));
            case FAILED -> line(title + ": FAILED: " + Terminal.plain(step.detail()));
            case PLANNED, DROPPED -> {}
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
        switch (migration.outcome()) {
            case GOING_BACK -> line("going back: " + Terminal.plain(migration.reason()));
            case DONE -> line(migration.id() + " done");
            case FAILED, CANCELLED, NEEDS_PERSON ->
                line(migration.id() + " " + migration.outcome().label() + ": " + Terminal.plain(migration.reason()));
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
