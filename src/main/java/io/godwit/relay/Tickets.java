package io.godwit.relay;

import java.util.Optional;

/** Who may go where: the relay's owner's word. */
@FunctionalInterface
public interface Tickets {
    /** Takes a ticket, which is good once; empty where it is unknown, used or too old. */
    Optional<Guest> redeem(String ticket);
}
