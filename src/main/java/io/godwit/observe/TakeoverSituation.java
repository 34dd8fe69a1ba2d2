package io.godwit.observe;

import io.godwit.model.FloatingExport;
import io.godwit.model.PairFacts;
import io.godwit.model.Vm;
import java.util.List;
import java.util.Optional;

/**
 * What is true now of an export that shall change its server.
 *
 * @param facts what the pair says; empty where it does not answer
 * @param silence why it does not
 * @param users the VMs that have a disk on the export, as far as hypervisors answer
 * @param strays those of them that name it by an address that stays with one server
 * @param mounted those of them that reach it through the hypervisor's own mount
 * @param open migrations that have not ended and concern these VMs or the pair, in words
 */
public record TakeoverSituation(Inventory inventory, FloatingExport export, Optional<PairFacts> facts, String silence,
        List<Vm> users, List<String> strays, List<String> mounted, List<String> open) {
    public TakeoverSituation {
        users = List.copyOf(users);
        strays = List.copyOf(strays);
        mounted = List.copyOf(mounted);
        open = List.copyOf(open);
    }
}
