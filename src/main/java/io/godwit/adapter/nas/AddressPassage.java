package io.godwit.adapter.nas;

import io.godwit.port.Shells;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** An address on its way from the server that lets go of it to the one that waits for it, who is told when it may take it. */
final class AddressPassage {
    private static final Duration TURN = Duration.ofMillis(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String GONE = "gone ";
    private final Receiver receiver;
    private final Optional<Shells.Conversation> leaver;
    private OptionalLong gone = OptionalLong.empty();
    private OptionalLong here = OptionalLong.empty();

    /**
     * Nobody has been listened to yet.
     *
     * @param leaver the script on the old server; empty where that one has died
     */
    AddressPassage(Receiver receiver, Optional<Shells.Conversation> leaver) {
        this.receiver = receiver;
        this.leaver = leaver;
    }

    /** Listens for a moment: whether the address has come, and the clients have been told. */
    boolean look() {
        if (gone.isEmpty()) {
            gone = leaver.flatMap(script -> script.hear(TURN)).filter(line -> line.startsWith(GONE))
                    .map(line -> OptionalLong.of(Long.parseLong(line.substring(GONE.length()))))
                    .orElse(OptionalLong.empty());
            gone.ifPresent(_ -> receiver.go());
        }
        here = receiver.here(gone.isPresent() ? LOOK : TURN);
        if (here.isPresent()) {
            var _ = receiver.told(LOOK);
        }
        return here.isPresent();
    }

    /** How long nobody had it; empty where the old server did not say. */
    Optional<Duration> gap() {
        return gone.isPresent() && here.isPresent()
                ? Optional.of(Duration.ofMillis(Math.max(0, here.getAsLong() - gone.getAsLong())))
                : Optional.empty();
    }
}
