package io.godwit.observe;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.model.Kind;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import java.util.List;
import java.util.Optional;

/**
 * What is true now of a migration that could not be brought to its end, for a person to decide. It never guesses.
 *
 * @param failed the step that failed
 * @param copies the VM as each hypervisor that answers knows it
 * @param silent hypervisors that do not answer, and why
 * @param images those that the migration concerns
 */
public record Evidence(MigrationRecord migration, Optional<StepRecord> failed, List<Vm> copies, List<String> silent,
        List<Image> images) {
    public Evidence {
        copies = List.copyOf(copies);
        silent = List.copyOf(silent);
        images = List.copyOf(images);
    }

    /**
     * One image.
     *
     * @param role what it is to the migration: old, new
     * @param state what the NAS says of it
     * @param users the VMs whose definitions name it
     */
    public record Image(ImageLocation location, String role, String state, List<String> users) {
        public Image {
            users = List.copyOf(users);
        }
    }

    /** What a person may do next, in the order of what is safe. */
    public List<String> advice() {
        if (migration.plan().kind() == Kind.TAKEOVER) {
            return List.of("find out who serves " + migration.plan().request().vm()
                    + " (godwit get nas; crm_mon on a server of the pair). Cut the power of a server that hangs; never let two"
                    + " serve. Then the step that failed can be taken once more: " + goOn());
        }
        if (!silent.isEmpty()) {
            return List
                    .of("bring back what does not answer, or make sure that it runs no VM (cut its power); then look "
                            + "again: godwit repair " + migration.id());
        }
        List<Vm> active = copies.stream().filter(vm -> vm.state().active()).toList();
        if (active.size() > 1) {
            return List.of("two copies are active: " + String.join(" and ", active.stream()
                    .map(vm -> vm.hypervisor() + " (" + vm.state() + ")").toList())
                    + ". Find out on which one people work, save the other one's disk, and end that one by hand; Godwit"
                    + " does not choose");
        }
        if (active.isEmpty()) {
            return List
                    .of("the VM runs nowhere. Start it from the image that was written last (see above), then go on: "
                            + goOn());
        }
        if (!active.getFirst().state().running()) {
            return List.of("the VM is " + active.getFirst().state() + " on " + active.getFirst().hypervisor()
                    + ". Find out why; virsh resume makes it run, then: " + goOn());
        }
        return List.of("the VM runs on " + active.getFirst().hypervisor()
                + " and nowhere else: the step that failed can be taken once more, and whatever is true then decides: "
                + goOn());
    }

    private String goOn() {
        return "godwit repair " + migration.id() + " --go-on";
    }
}
