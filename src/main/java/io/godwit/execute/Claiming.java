package io.godwit.execute;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Owner;
import io.godwit.model.Claim;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.NeedsPerson;
import io.godwit.model.Vm;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Marks the VM itself as being worked on. The journal fences the processes that share it; the mark also fences a Godwit
 * that has another journal, on another machine.
 *
 * @param by which machine this is
 */
public record Claiming(Hosts hosts, Journal journal, String by) {
    /**
     * Takes the VM, or makes sure that it is still ours. A host that does not answer now is found out by the step itself.
     *
     * @throws NeedsPerson where another Godwit has it
     */
    void hold(MigrationRecord migration, Owner owner) {
        Claim mine = new Claim(migration.id(), owner.epoch(), by + ", process " + owner.pid());
        try {
            Optional<Vm> vm = active(migration);
            vm.flatMap(Vm::claim).filter(there -> there.fences(mine)).filter(there -> !stale(there, mine))
                    .ifPresent(there -> {
                        throw new NeedsPerson(
                                "another Godwit works on " + migration.plan().request().vm() + ": " + there.by()
                                        + ", migration " + there.id(),
                                "let it end; then godwit repair " + migration.id());
                    });
            vm.filter(found -> !found.claim().equals(Optional.of(mine))).ifPresent(
                    found -> hosts.hypervisor(found.hypervisor()).claim(found.uuid(), Optional.of(mine)));
        } catch (GodwitException.Unreachable | GodwitException.Failed _) {
            return;
        }
    }

    /** A process that died right after the end of its migration left its mark; our journal has one open migration of a VM. */
    private boolean stale(Claim there, Claim mine) {
        return !there.id().equals(mine.id()) && journal.migration(there.id()).isPresent();
    }

    /** Takes our own mark away. One that stays behind, because its host is gone, hinders nobody who has our journal. */
    void release(MigrationRecord migration) {
        try {
            active(migration).filter(vm -> vm.claim().filter(claim -> claim.id().equals(migration.id())).isPresent())
                    .ifPresent(vm -> hosts.hypervisor(vm.hypervisor()).claim(vm.uuid(), Optional.empty()));
        } catch (GodwitException.Unreachable | GodwitException.Failed _) {
            return;
        }
    }

    private Optional<Vm> active(MigrationRecord migration) {
        return Stream.of(migration.plan().before().hypervisor(), migration.plan().after().hypervisor()).distinct()
                .filter(name -> !name.isEmpty())
                .flatMap(name -> hosts.hypervisor(name).vm(migration.plan().vm()).stream())
                .filter(vm -> vm.state().running()).findFirst();
    }
}
