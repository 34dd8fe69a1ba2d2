package io.godwit.observe;

import io.godwit.model.Claim;
import io.godwit.model.HostFacts;
import io.godwit.model.Hypervisor;
import io.godwit.model.MigrationId;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmNeeds;
import io.godwit.plan.Past;
import java.util.List;
import java.util.Optional;

/**
 * What is true now of one VM and of the hosts that a request names: all that planning needs.
 *
 * @param inventory every hypervisor, for the question who else uses an image
 * @param exports the exports that hold the disks now or shall hold them
 * @param sights which hypervisor can use which of these exports
 * @param openMigration a migration of this VM that has not ended
 * @param foreignClaim that of a Godwit with another journal
 * @param past what went well before, the latest first
 */
public record Situation(Inventory inventory, Vm vm, VmActivity activity, VmNeeds needs, Hypervisor source,
        HostFacts sourceFacts, Optional<TargetView> target, List<DiskView> disks, List<NasView> exports,
        List<Sight> sights, Optional<MigrationId> openMigration, Optional<Claim> foreignClaim, Load load,
        List<Past> past) {
    public Situation {
        disks = List.copyOf(disks);
        exports = List.copyOf(exports);
        sights = List.copyOf(sights);
        past = List.copyOf(past);
    }

    public Optional<NasView> export(String nas, String path) {
        return exports.stream().filter(view -> view.nas().name().equals(nas) && view.export().path().equals(path))
                .findFirst();
    }
}
