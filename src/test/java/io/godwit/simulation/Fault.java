package io.godwit.simulation;

import java.time.Duration;

/** Something that goes wrong, at a call counted from the start of the run. */
sealed interface Fault {
    long atCall();

    /** Godwit dies. */
    record Dies(long atCall, boolean afterTheEffect) implements Fault {}

    /** A host answers nobody for a while. */
    record Silent(long atCall, String host, Duration span) implements Fault {}

    /** A call that acts reports a failure, and may have done its work all the same. */
    record Fails(long atCall, boolean afterTheEffect) implements Fault {}

    /** A call that acts takes its time. */
    record Slow(long atCall, Duration span) implements Fault {}

    /** The memory job breaks off. */
    record JobBreaks(long atCall) implements Fault {}

    /** The connection of libvirt's long call is lost; its job goes on. */
    record CallLost(long atCall) implements Fault {}

    /** Somebody else ends the mirrors, or the target NAS is full. */
    record MirrorBreaks(long atCall) implements Fault {}

    /** A person asks for the end. */
    record Cancel(long atCall) implements Fault {}

    /** The guest shuts itself down. */
    record PowerOff(long atCall) implements Fault {}

    /** The clock of Godwit's machine is set. */
    record ClockJumps(long atCall, Duration by) implements Fault {}

    /** Another Godwit takes the migration over and brings it to its end, while this one stands still. */
    record Rival(long atCall) implements Fault {}
}
