package io.godwit.demo;

import io.godwit.report.HtmlReport;
import java.nio.file.Path;
import java.util.List;

/** What comes after the last move, while everything still stands: it is taken down when this returns, or at Ctrl-C. */
public interface Encore {
    /** Nothing comes. */
    Encore NONE = (_, _) -> {};

    void after(List<HtmlReport.Entry> entries, Standing standing);

    /** What stands. */
    interface Standing {
        Path clusterFile();

        /** The watching client leaves: whoever comes now has the guest for himself. */
        void clear();

        /** Ends before the hosts do, which it works on. */
        void endFirst(Runnable end);
    }
}
