package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.model.Disk;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import io.godwit.port.HypervisorHost;
import java.util.Set;

/**
 * Sees to it that the file of an image does not grow while two QEMUs have it open. QEMU's NFS driver asks for a file's length when it opens
 * the file and never again (QEMU 7.2 block/nfs.c has no bdrv_getlength), and a kernel's NFS client keeps it for seconds: what the
 * source lays behind that length while the memory moves reads as zeros on the target, for the guest and for every later copy. A file that
 * is as long as it can become, with a hole at its end, does not grow.
 */
record FileLength(StepContext context) {
    private static final Bytes METADATA = Bytes.ofMiB(16);
    /** A qcow2 cluster of 64 KiB needs 8 bytes in a table and 2 for its count; four times as much is more than enough. */
    private static final long DATA_PER_METADATA = 1024;

    /**
     * For the disks of a VM that two hypervisors will have open.
     *
     * @param copied those that the target has an image of its own of
     */
    void ensure(HypervisorHost host, Vm vm, Set<String> copied) {
        vm.disks().stream().filter(Disk::holdsData).filter(disk -> !copied.contains(disk.target()))
                .filter(disk -> disk.top().format().equals(ImageFormat.QCOW2.label()))
                .forEach(disk -> context.cluster().locate(disk.top().source()).filter(this::lengthened)
                        // The NFS server may still tell the old length; a write through it lets it look again.
                        .ifPresent(_ -> host.touchImage(vm.uuid(), disk.target())));
    }

    private boolean lengthened(ImageLocation location) {
        return context.images(location).image(location.name()).filter(image -> lengthened(location, image)).isPresent();
    }

    /** Whether it was too short, and is long enough now. */
    boolean lengthened(ImageLocation location, ImageFacts image) {
        if (!canGrow(image)) {
            return false;
        }
        context.images(location).lengthen(location.name(), most(image));
        return true;
    }

    private static boolean canGrow(ImageFacts image) {
        return image.format().equals(ImageFormat.QCOW2.label()) && image.length().compareTo(most(image)) < 0;
    }

    private static Bytes most(ImageFacts image) {
        return image.capacity().plus(new Bytes(image.capacity().count() / DATA_PER_METADATA)).plus(METADATA);
    }
}
