package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.godwit.execute.Migrations;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.Vm;
import io.godwit.observe.Inventory;
import io.godwit.plan.Check;
import io.godwit.plan.Planning;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Where a VM may go, for the moment when somebody begins to drag it: the same checks as a plan's, on the hosts as they were
 * last seen; the plan before the drop looks anew.
 */
record TargetRoutes(Backend backend) {
    List<Route> routes() {
        return List.of(Route.of("GET", "/api/v1/targets/{vm}", "targets", Role.VIEWER, this::targets));
    }

    /** Whether something may go there. */
    record Target(boolean legal, Optional<String> why) {
        static Target of(Planning planning) {
            return switch (planning) {
                case Planning.Plan _ -> new Target(true, Optional.empty());
                case Planning.Refusal refusal -> new Target(false,
                        refusal.reasons().stream().map(Check::evidence).findFirst());
            };
        }
    }

    /** All of them by name. */
    record Document(Map<String, Target> hypervisors, Map<String, Target> nas) {}

    private void targets(Call call) {
        Inventory inventory = backend.watch().inventory();
        Vm vm = inventory.vm(call.path("vm")).orElseThrow(
                () -> new NotFound("no hypervisor that answers has a VM " + call.path("vm"), "godwit get vms"));
        Map<String, Future<Target>> hypervisors = new LinkedHashMap<>();
        inventory.cluster().hypervisors().forEach(host -> hypervisors.put(host.name(),
                look(inventory, request(vm, Optional.of(host.name()), Optional.empty()))));
        Map<String, Future<Target>> nas = new LinkedHashMap<>();
        inventory.cluster().nas().forEach(server -> nas.put(server.name(),
                look(inventory, request(vm, Optional.empty(), Optional.of(server.name())))));
        call.answer(new Document(joined(hypervisors), joined(nas)));
    }

    private static MigrationRequest request(Vm vm, Optional<String> to, Optional<String> disksTo) {
        return new MigrationRequest(vm.uuid().toString(), to, disksTo, Map.of(), Optional.empty(), Optional.empty(),
                Care.DEFAULT);
    }

    private Future<Target> look(Inventory inventory, MigrationRequest request) {
        Migrations migrations = backend.session().migrations();
        return backend.threads().begin(() -> {
            try {
                return Target.of(migrations.preview(request, inventory));
            } catch (GodwitException problem) {
                return new Target(false, Optional.of(problem.truth()));
            }
        });
    }

    private static Map<String, Target> joined(Map<String, Future<Target>> futures) {
        Map<String, Target> targets = new LinkedHashMap<>();
        futures.forEach((name, future) -> targets.put(name, PlatformThreads.join(future)));
        return targets;
    }
}
