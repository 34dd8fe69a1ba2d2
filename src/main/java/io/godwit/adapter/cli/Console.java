package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.Documents;
import io.godwit.adapter.cli.view.ExitCode;
import io.godwit.adapter.cli.view.Format;
import io.godwit.adapter.cli.view.Terminal;
import io.godwit.model.GodwitException;
import java.io.PrintStream;
import java.util.List;

/** The two outputs: data on the first, everything that is said along the way on the second. */
public record Console(PrintStream out, PrintStream err, Terminal terminal, Documents documents) {
    void data(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    void data(String text) {
        data(List.of(text));
    }

    void say(String text) {
        err.println(text);
        err.flush();
    }

    /** An error as JSON has it. */
    record Problem(String code, String message, String remedy) {}

    /** Says what went wrong, in the form that was asked for. */
    public int fail(GodwitException problem, Format format) {
        int code = ExitCode.of(problem);
        if (format.machine()) {
            data(documents.write(format, new Problem(ExitCode.name(code), problem.truth(), problem.remedy())));
        } else {
            say("godwit: " + Terminal.plain(problem.truth()));
            say("try: " + Terminal.plain(problem.remedy()));
        }
        return code;
    }
}
