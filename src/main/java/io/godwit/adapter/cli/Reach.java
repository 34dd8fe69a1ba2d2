package io.godwit.adapter.cli;

import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.model.GodwitException.Misuse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does the work: this process, or a server. */
final class Reach {
    @Option(names = "--server", paramLabel = "URL", description = "let a server do it, with the token in $GODWIT_TOKEN; "
            + "else the server in $GODWIT_SERVER, where --cluster is not given; else this process does it")
    private @Nullable String server;

    /** The server that was named, if one was. */
    Optional<RemoteCluster> remote(Common common) {
        if (server != null && common.cluster().isPresent()) {
            throw new Misuse("a server has its own cluster file", "give --server or --cluster, not both");
        }
        Map<String, String> environment = System.getenv();
        return Optional.ofNullable(server)
                .or(() -> common.cluster().isPresent()
                        ? Optional.empty()
                        : Optional.ofNullable(environment.get("GODWIT_SERVER")))
                .filter(url -> !url.isBlank())
                .map(url -> RemoteCluster.at(url, Optional.ofNullable(environment.get("GODWIT_TOKEN"))));
    }
}
