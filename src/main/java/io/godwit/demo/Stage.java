package io.godwit.demo;

import io.godwit.experience.RdpClient;
import io.godwit.experience.ScreenProbe;
import io.godwit.lab.GuestSpec;
import io.godwit.lab.Lab;
import io.godwit.lab.LabException;
import io.godwit.lab.LabOptions;
import io.godwit.lab.NasCluster;
import io.godwit.lab.desktop.DesktopImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A lab with the desktop VM on vnode2, its disk on nas2, and a client that watches its video. */
final class Stage implements AutoCloseable, Encore.Standing {
    static final String VM = "desktop1";
    private static final Duration LOGIN = Duration.ofMinutes(2);
    private static final int LOGINS = 8;
    private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(2);

    final Lab lab;
    final RdpClient client;
    final ScreenProbe probe;
    private final Undo undo;

    private Stage(Lab lab, RdpClient client, ScreenProbe probe, Undo undo) {
        this.lab = lab;
        this.client = client;
        this.probe = probe;
        this.undo = undo;
    }

    /** Takes down what stands so far, also after Ctrl-C. */
    private static final class Undo {
        private final Lab lab;
        private final AtomicReference<RdpClient> client = new AtomicReference<>();
        private final AtomicReference<ScreenProbe> probe = new AtomicReference<>();
        private final AtomicReference<Runnable> first = new AtomicReference<>();
        private final Thread hook = Thread.ofPlatform().unstarted(this::run);

        Undo(Lab lab) {
            this.lab = lab;
            Runtime.getRuntime().addShutdownHook(hook);
        }

        void run() {
            Optional.ofNullable(first.getAndSet(null)).ifPresent(Runnable::run);
            clear();
            lab.down();
        }

        void clear() {
            Optional.ofNullable(probe.getAndSet(null)).ifPresent(ScreenProbe::close);
            Optional.ofNullable(client.getAndSet(null)).ifPresent(RdpClient::close);
        }

        void now() {
            run();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // The process is ending and the hook runs: it finds nothing left to do.
            }
        }
    }

    /** Builds it up; where that fails or is interrupted, nothing is left. */
    static Stage up(LabOptions options, Consumer<String> progress) {
        Lab.find(options, progress).ifPresent(left -> {
            progress.accept("removing the lab " + options.name() + " that an earlier run left");
            left.down();
        });
        Lab lab = Lab.up(options, progress);
        Undo undo = new Undo(lab);
        try {
            lab.addVm(GuestSpec.desktop(VM, "vnode2", options.nasCluster() == NasCluster.NONE ? "nas2" : "desktops"));
            progress.accept("the client connects by RDP and logs in");
            RdpClient client = login(lab, undo, LOGINS);
            progress.accept("the video plays on the client's screen");
            ScreenProbe probe = ScreenProbe.on(client.framebuffer());
            undo.probe.set(probe);
            return new Stage(lab, client, probe, undo);
        } catch (IOException | RuntimeException e) {
            undo.now();
            throw e instanceof LabException known ? known : new LabException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A guest whose RDP port has just opened may still turn clients away for a while. */
    private static RdpClient login(Lab lab, Undo undo, int tries) throws IOException {
        Path folder = Files.createDirectories(lab.folder().resolve("client" + tries));
        RdpClient client = RdpClient.connect(new RdpClient.Target(lab.atTheClient(), lab.guestAddress(VM).orElseThrow(),
                DesktopImage.USER, DesktopImage.USER), folder);
        undo.client.set(client);
        if (client.awaitVideo(LOGIN)) {
            return client;
        }
        if (client.connected() || tries == 1) {
            throw new LabException("the client shows no video: " + client.said());
        }
        client.close();
        rest(BETWEEN_LOGINS);
        return login(lab, undo, tries - 1);
    }

    /** Lets the video play; on a machine that just booted a VM it needs a while to run smoothly. */
    static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    /** A client that lost its connection and came back would have seen more than a freeze. */
    void requireConnected(String during) {
        if (!client.connected()) {
            throw new LabException("the client lost its RDP connection during " + during + ". It said: " + lastWords()
                    + ". The guest's console: " + lab.console(VM));
        }
    }

    private String lastWords() {
        try {
            return client.said();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public Path clusterFile() {
        return lab.clusterFile();
    }

    @Override
    public void clear() {
        undo.clear();
    }

    @Override
    public void endFirst(Runnable end) {
        undo.first.set(end);
    }

    @Override
    public void close() {
        undo.now();
    }
}
