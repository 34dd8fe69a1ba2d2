package io.godwit.adapter.web;

import io.godwit.access.Identity;
import io.godwit.access.Role;
import io.godwit.model.Desktop;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.Vm;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tickets for VMs' desktops. Addresses come from the cluster, never from a request. */
record DesktopRoutes(Backend backend, DesktopTickets tickets) {
    List<Route> routes() {
        return List.of(Route.of("POST", "/api/v1/vms/{uuid}/rdp-ticket", "rdpTicket", Role.OPERATOR, this::ticket));
    }

    /** A ticket as the API has it. */
    record Document(String ticket, long expiresInSeconds) {}

    private void ticket(Call call) {
        UUID vm = uuid(call.path("uuid"));
        var _ = desktop(vm)
                .orElseThrow(() -> new NotFound("there is no running VM " + vm + " whose desktop can be reached",
                        "name it in the VM's metadata or in the cluster file: docs/serve.md"));
        String ticket = tickets.issue(call.who().user(), vm)
                .orElseThrow(() -> Denied.of(503, "unavailable", "too many tickets are out", "wait half a minute"))
                .text();
        call.context().header("Cache-Control", "no-store");
        call.answer(new Document(ticket, DesktopTickets.LASTING.toSeconds()));
    }

    /** Where a ticket leads, for the one who shows it at this VM's door. */
    Optional<Desktop> redeem(String ticket, Identity who, UUID vm) {
        return tickets.use(ticket, who.user(), vm) ? desktop(vm) : Optional.empty();
    }

    private Optional<Desktop> desktop(UUID uuid) {
        return backend.watch().inventory().vms().filter(vm -> vm.uuid().equals(uuid))
                .filter(vm -> vm.state().running()).findFirst().flatMap(this::desktop);
    }

    private Optional<Desktop> desktop(Vm vm) {
        return backend.session().cluster().desktop(vm);
    }

    static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException nonsense) {
            throw new NotFound("'" + text + "' is no VM's UUID", "godwit get vms -o wide");
        }
    }
}
