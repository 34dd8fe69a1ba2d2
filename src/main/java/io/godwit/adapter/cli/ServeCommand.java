package io.godwit.adapter.cli;

import io.godwit.model.GodwitException.Misuse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server. */
@Command(name = "serve", description = "serve the page and the API of this cluster", footer = {"",
        "It prints a link that lets one browser in, once, within ten minutes. More people: godwit user add NAME.",
        "Ctrl-C ends it; migrations that are under way go on in the background. See docs/serve.md."})
public final class ServeCommand implements Callable<Integer> {
    private final Console console;
    private final Starting starting;

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:8080", description = "where to listen; "
            + "beyond this machine only with TLS (${DEFAULT-VALUE})")
    private String listen = "127.0.0.1:8080";

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "the certificate chain in PEM")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its key in PEM, PKCS#8 without a password")
    private @Nullable Path key;

    @Mixin
    private Common common = new Common();

    /** What was asked for. */
    public record Wish(Optional<Path> cluster, String listen, Optional<Path> certificate, Optional<Path> key) {}

    /** A server that listens. */
    public interface Served extends AutoCloseable {
        String address();

        /** A secret that lets one browser in. */
        String link();

        @Override
        void close();
    }

    /** How a server begins; the libraries that it needs are loaded there and nowhere else. */
    public interface Starting {
        Served start(Wish wish);
    }

    public ServeCommand(Console console, Starting starting) {
        this.console = console;
        this.starting = starting;
    }

    @Override
    public Integer call() throws InterruptedException {
        if ((certificate == null) != (key == null)) {
            throw new Misuse("a certificate goes with its key", "--tls-cert CHAIN.pem --tls-key KEY.pem");
        }
        Served served = starting.start(new Wish(common.cluster(), listen, Optional.ofNullable(certificate),
                Optional.ofNullable(key)));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            served.close();
            ended.countDown();
        }));
        new Welcome(console).say(served);
        ended.await();
        return 0;
    }
}
