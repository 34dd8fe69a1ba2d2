package io.godwit.libvirt;

import java.util.UUID;

/** Something that happened to a VM. Times are this process's monotonic clock (System.nanoTime) at receipt. */
public sealed interface DomainEvent {
    UUID domain();

    long receivedNanos();

    /** VIR_DOMAIN_EVENT_ID_LIFECYCLE: virDomainEventType and its detail. */
    record Lifecycle(UUID domain, long receivedNanos, int event, int detail) implements DomainEvent {}

    /** VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2: status 0 completed, 1 failed, 2 cancelled, 3 ready. */
    record BlockJobChanged(UUID domain, long receivedNanos, String disk, int type, int status)
            implements
                DomainEvent {}

    /** VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION: a pre-copy round begins. */
    record Iteration(UUID domain, long receivedNanos, int iteration) implements DomainEvent {}

    /** VIR_DOMAIN_EVENT_ID_JOB_COMPLETED, with the job's figures. */
    record JobCompleted(UUID domain, long receivedNanos, JobStats stats) implements DomainEvent {}
}
