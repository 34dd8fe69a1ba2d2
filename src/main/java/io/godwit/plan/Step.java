package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing done. A step says what shall be true after it, not how far it has come: the executor looks at the hosts to
 * find that out, so that a step can be taken up again by another process after a crash.
 */
public sealed interface Step {
    /** For people, in the imperative. */
    String title();

    /** An empty image exists. */
    record CreateImage(ImageLocation image, ImageFormat format, Bytes capacity, Optional<Backing> backing)
            implements
                Step {
        @Override
        public String title() {
            return "create " + format.label() + " image " + image;
        }
    }

    /** The image below another one. */
    record Backing(ImageLocation image, ImageFormat format) {}

    /**
     * A backing image, which nobody writes, has been copied byte by byte.
     *
     * @param length of the file
     * @param backing the copy of the image below it, whose name the copy's header shall carry
     */
    record CopyBacking(ImageLocation from, ImageLocation to, ImageFormat format, Bytes length,
            Optional<ImageLocation> backing) implements Step {
        @Override
        public String title() {
            return "copy backing image " + from + " to " + to;
        }
    }

    /**
     * The disk's image and its copy are in step, written both.
     *
     * @param source what the VM has open before
     * @param target the chain of the copy
     * @param shallow whether only the top image is copied
     */
    record MirrorDisk(String hypervisor, String disk, List<Layer> source, List<Layer> target, boolean shallow,
            Bytes expected, Optional<Bytes> bandwidth, Pacing pacing) implements Step {
        public MirrorDisk {
            source = List.copyOf(source);
            target = List.copyOf(target);
        }

        @Override
        public String title() {
            return "mirror " + disk + " to " + target.getFirst().source();
        }
    }

    /** The VM uses the copy, and the mirror has ended. */
    record PivotDisk(String hypervisor, String disk, List<Layer> source, List<Layer> target) implements Step {
        public PivotDisk {
            source = List.copyOf(source);
            target = List.copyOf(target);
        }

        @Override
        public String title() {
            return "pivot " + disk + " to " + target.getFirst().source();
        }
    }

    /** No mirror of the disk runs, and the VM has the image open that it had before. Part of the way back. */
    record AbandonMirror(String hypervisor, String disk) implements Step {
        @Override
        public String title() {
            return "end the mirror of " + disk;
        }
    }

    /**
     * The VM runs on the target and nowhere else.
     *
     * @param copiedDisks the chains of the disks that travel with the memory, by the disk's name in the guest
     * @param vouchedShared whether a disk lies below a mount that only the cluster file knows to be shared
     */
    record MoveMemory(String from, String to, Map<String, List<Layer>> copiedDisks, boolean shallow,
            boolean persistent, boolean vouchedShared, Optional<Bytes> bandwidth, Switchover switchover)
            implements
                Step {
        public MoveMemory {
            copiedDisks = Map.copyOf(copiedDisks);
        }

        @Override
        public String title() {
            return "migrate from " + from + " to " + to
                    + (copiedDisks.isEmpty() ? "" : " with " + String.join(", ", copiedDisks.keySet()));
        }
    }

    /**
     * Proven: the VM runs on this hypervisor only, its definitions name the image, and the file that QEMU writes is the
     * file that the export shows.
     *
     * @param disks the chains that the definitions shall name
     * @param retired the images that the disks had before; they must not be written any more
     */
    record Verify(String hypervisor, boolean persistent, Map<String, List<Layer>> disks, List<ImageLocation> retired)
            implements
                Step {
        public Verify {
            disks = Map.copyOf(disks);
            retired = List.copyOf(retired);
        }

        @Override
        public String title() {
            return "verify that the VM runs on " + hypervisor + " only"
                    + (disks.isEmpty() ? "" : " and writes the new image of " + String.join(", ", disks.keySet()));
        }
    }

    /** The export's server runs on the NAS that will get it, ready, and serves nobody yet. */
    record WarmServer(String export, String nas) implements Step {
        @Override
        public String title() {
            return "make a server of " + export + " ready on " + nas;
        }
    }

    /** The export is served by that NAS and by nobody else; the old server has let go before. */
    record MoveExport(String export, String from, String to) implements Step {
        @Override
        public String title() {
            return "move " + export + " from " + from + " to " + to;
        }
    }

    /**
     * Both: the memory's rounds run while the export moves, and the VM is not switched over before the export is in its new place
     * and the clients are back.
     */
    record MoveTogether(MoveExport export, MoveMemory memory) implements Step {
        @Override
        public String title() {
            return memory.title() + ", while " + export.export() + " goes from " + export.from() + " to " + export.to();
        }
    }

    /** Nothing holds the export in its place any more, the manager of the pair is at rest, and no server stands by needlessly. */
    record SettleExport(String export) implements Step {
        @Override
        public String title() {
            return "leave the pair free again for " + export;
        }
    }

    /** Proven: one server has the export, and what every VM on it writes is seen there. */
    record VerifyExport(String export, String nas) implements Step {
        @Override
        public String title() {
            return "verify that " + nas + " alone serves " + export + " and that its VMs write there";
        }
    }

    /** An image that nothing uses any more is gone. */
    record RemoveImage(ImageLocation image) implements Step {
        @Override
        public String title() {
            return "remove image " + image;
        }
    }
}
