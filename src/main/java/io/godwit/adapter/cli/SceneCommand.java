package io.godwit.adapter.cli;

import io.godwit.execute.Session;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.observe.Inventory;
import io.godwit.port.ProgressListener;
import io.godwit.report.Scene;
import io.godwit.report.SceneDrawing;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the scene. */
@Command(name = "scene", description = "draw hypervisors and NAS servers with every VM and disk in its place")
final class SceneCommand implements Callable<Integer> {
    private static final long WATCH_MILLIS = 500;
    private final Console console;
    private final Session.Opening sessions;

    @Option(names = {"-w", "--watch"}, description = "draw again and again, until Ctrl-C")
    private boolean watch;

    @Mixin
    private Common common = new Common();

    SceneCommand(Console console, Session.Opening sessions) {
        this.console = console;
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = sessions.open(common.cluster(), ProgressListener.NONE)) {
            draw(session.inventories().read());
            while (watch) {
                Thread.sleep(WATCH_MILLIS);
                if (console.terminal().outIsTerminal()) {
                    console.out().print("\033[H\033[2J");
                }
                draw(session.inventories().read());
            }
            return 0;
        }
    }

    private void draw(Inventory inventory) {
        Scene scene = Scene.of(inventory);
        if (common.format().machine()) {
            console.data(
                    watch ? console.documents().jsonLine(scene) : console.documents().write(common.format(), scene));
            return;
        }
        List<String> lines = new SceneDrawing(console.terminal().unicode()).draw(scene);
        console.data(lines.stream().map(Terminal::plain).toList());
    }
}
