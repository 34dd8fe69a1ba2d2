package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.Format;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class Common {
    @Option(names = {"-c", "--cluster"}, paramLabel = "FILE", description = "the cluster file; else $GODWIT_CLUSTER, "
            + "~/.config/godwit/cluster.yaml, /etc/godwit/cluster.yaml, or the lab that is up")
    private @Nullable Path cluster;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "table, wide, json, yaml or name")
    private Format format = Format.table;

    @SuppressWarnings("unused") // picocli reads it
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
    private boolean help;

    Optional<Path> cluster() {
        return Optional.ofNullable(cluster);
    }

    Format format() {
        return format;
    }
}
