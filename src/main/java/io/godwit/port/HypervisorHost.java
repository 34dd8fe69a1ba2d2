package io.godwit.port;

import io.godwit.journal.Mark;
import io.godwit.model.Bytes;
import io.godwit.model.Claim;
import io.godwit.model.DiskSource;
import io.godwit.model.HostFacts;
import io.godwit.model.Layer;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmNeeds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One hypervisor. Reads look at the host at every call. Calls must come from platform threads. Every call may throw
 * {@link io.godwit.model.GodwitException.Unreachable}; those that act throw
 * {@link io.godwit.model.GodwitException.Failed} with the hypervisor's own words.
 */
public interface HypervisorHost {
    HostFacts facts();

    List<Vm> vms();

    Optional<Vm> vm(UUID vm);

    VmActivity activity(UUID vm);

    VmNeeds needs(UUID vm);

    Suitability assess(VmNeeds needs);

    /**
     * The exports that an NFS server shows to this host. Empty where it shows none, does not answer, or where this host
     * cannot ask: libvirt runs showmount, and does not tell these apart.
     */
    List<String> exportsSeen(String address);

    /** Whether this host sees the folder and may write to it; the answer is the problem, if there is one. */
    Optional<String> folderProblem(String folder);

    /**
     * Starts copying a disk's image to another one while the VM runs (virDomainBlockCopy).
     *
     * @param target the whole chain, the top image first; it exists and is empty
     * @param shallow whether only the top image is copied
     * @param bandwidth per second; empty means unlimited
     * @param buffer what may be in flight; zero leaves it to QEMU
     */
    void startMirror(UUID vm, String disk, List<Layer> target, boolean shallow, Optional<Bytes> bandwidth,
            Bytes buffer);

    /** Changes the rate of a running mirror (virDomainBlockJobSetSpeed); empty means unlimited. */
    void paceMirror(UUID vm, String disk, Optional<Bytes> bandwidth);

    Optional<MirrorProgress> mirror(UUID vm, String disk);

    /** Makes the VM use the mirror's target and ends the mirror. */
    void pivot(UUID vm, String disk);

    /** Ends the mirror; the VM goes on with its old image. No mirror is no error. */
    void abandonMirror(UUID vm, String disk);

    /**
     * Makes QEMU write to the image that it has open without changing what the guest sees: the disk is "resized" to the
     * size that it has. QEMU rewrites the size in a qcow2 header and truncates a raw file to its own length, and either
     * way the file system on the NAS notes a change of the very file that QEMU holds.
     */
    void touchImage(UUID vm, String disk);

    /** Begins a migration (virDomainMigrateToURI3, peer to peer), which goes on also when this process dies. */
    Ongoing migrate(UUID vm, MigrateOrder order);

    Optional<JobProgress> job(UUID vm);

    /** The figures of the last migration that ended on this host, incoming or outgoing. */
    Optional<JobProgress> completedJob(UUID vm);

    void abortJob(UUID vm);

    /** How long the vCPUs may stand still at the switchover (virDomainMigrateSetMaxDowntime); before or during it. */
    void allowDowntime(UUID vm, Duration downtime);

    /** How fast a running migration may send memory (virDomainMigrateSetMaxSpeed); empty means unlimited. */
    void paceMemory(UUID vm, Optional<Bytes> perSecond);

    /** Lets the VM run on the target before its memory is there (virDomainMigrateStartPostCopy). No way back. */
    void startPostCopy(UUID vm);

    /**
     * The size of a running VM's disk as the guest sees it (virDomainGetBlockInfo). QEMU asks the file for it: where the NAS
     * stands still, so does the VM while it waits. Only asked when a migration is planned.
     */
    Bytes capacity(UUID vm, String disk);

    /** The memory that the host gives the VM now; zero where it does not run here. */
    Bytes usedMemory(UUID vm);

    /**
     * The times of one disk (virDomainBlockStatsFlags). Unlike the bulk statistics it makes QEMU ask no file for its size: that
     * question waits for the NAS, and with it the whole VM.
     */
    Optional<DiskTimes> diskTimes(UUID vm, String disk);

    /** The image that a running VM's disk has open, from its definition alone: QEMU is not asked. */
    Optional<DiskSource> openImage(UUID vm, String disk);

    /**
     * Measures for a second how much memory the guest dirties in a second (virDomainStartDirtyRateCalc, bitmap mode).
     * Only for KVM: QEMU 7.2 was seen to die of it under TCG. Empty where it could not be measured.
     */
    Optional<Bytes> dirtyRate(UUID vm);

    /** Hears QEMU's own events of a VM, with QEMU's time stamps, until it is closed. It must return at once. */
    Listening listen(UUID vm, Consumer<Mark> listener);

    /** Ends with a close that throws nothing. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Rewrites the stored definition of a VM so that the disk names this chain. */
    void store(UUID vm, String disk, List<Layer> chain);

    /** Writes into the running VM's metadata who works on it, or takes that away (virDomainSetMetadata). */
    void claim(UUID vm, Optional<Claim> claim);

    /** Forgets the stored definition of a VM that does not run here; no definition is no error. */
    void forget(UUID vm);
}
