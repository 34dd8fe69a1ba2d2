package io.godwit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.godwit.access.Role;
import io.godwit.adapter.cli.remote.RemoteCluster;
import io.godwit.adapter.cli.view.PlanText;
import io.godwit.adapter.cli.view.ReportText;
import io.godwit.adapter.store.SqliteJournal;
import io.godwit.journal.Outcome;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.GodwitException.NotAllowed;
import io.godwit.model.GodwitException.NotFound;
import io.godwit.model.GodwitException.Refused;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.MigrationId;
import io.godwit.report.Listing;
import io.godwit.report.Report;
import io.godwit.report.Story;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import io.godwit.simulation.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a client of a server: the same words as alone. */
class RemoteClusterTest {
    private TestServer server;
    private RemoteCluster remote;
    private Path state;

    @BeforeEach
    void up(@TempDir Path folder) {
        state = folder;
        server = TestServer.on(state, new Fleet(3, 1, 2));
        remote = at(Optional.of(Role.OPERATOR));
    }

    private RemoteCluster at(Optional<Role> role) {
        return RemoteCluster.at(server.serving.address(), role.map(server::as)
                .flatMap(client -> Optional.ofNullable(client.headers().get("Authorization")))
                .map(header -> header.substring("Bearer ".length())));
    }

    @AfterEach
    void down() {
        server.close();
    }

    private static MigrationRequest request(String vm, String to) {
        return new MigrationRequest(vm, Optional.of(to), Optional.of("nas1"), Map.of(), Optional.empty(),
                Optional.empty(), Care.DEFAULT);
    }

    @Test
    void listsHaveTheRowsThatTheyHaveWithoutAServer() {
        Listing vms = remote.list("vms", Listing.VMS);
        assertThat(vms.names()).containsExactly("vm1", "vm2", "vm3");
        assertThat(vms.cells(Listing.VMS).getFirst()).containsExactly("vm1", "running (booted)", "vnode2", "vda=nas2",
                "1.0 GiB", "persistent");
        assertThat(remote.list("hypervisors", Listing.HYPERVISORS).cells(List.of("name", "state", "vms")))
                .containsExactly(List.of("vnode2", "up", "3"), List.of("vnode3", "up", "0"));
        assertThat(vms.documents().getFirst()).containsEntry("memoryBytes", 1L << 30);
    }

    @Test
    void aTakeoverIsRefusedRatherThanLeftOut() {
        MigrationRequest takeover = MigrationRequest.of(new Takeover("desktops", "nas1"));
        assertThatThrownBy(() -> remote.plan(takeover)).isInstanceOf(Misuse.class);
        assertThatThrownBy(() -> remote.begin(takeover)).isInstanceOf(Misuse.class);
    }

    @Test
    void aMigrationIsPlannedBegunFollowedAndReportedAsItStandsInTheJournal() {
        assertThat(new PlanText(false).lines(remote.plan(request("vm1", "vnode3"))).getFirst())
                .isEqualTo("hypervisor+nas migration of vm1, staged");
        MigrationId id = remote.begin(request("vm1", "vnode3"));
        await().atMost(Duration.ofSeconds(30)).until(() -> remote.progress(id).outcome() == Outcome.DONE);
        assertThat(remote.progress(id).steps()).allMatch(step -> step.state().equals("done"));
        assertThat(remote.samples(id, 1)).hasSize(remote.samples(id, 0).size() - 1);
        Story story = remote.story(id);
        try (SqliteJournal journal = SqliteJournal.open(state)) {
            Report alone = Report.of(journal.migration(id).orElseThrow(), journal.steps(id), journal.measured(id),
                    journal.felts(id), journal.marks(id), Optional.empty());
            assertThat(ReportText.lines(story.report())).isEqualTo(ReportText.lines(alone));
            assertThat(story.samples()).isEqualTo(journal.samples(id, Instant.EPOCH));
        }
        assertThat(remote.migrations().names()).containsExactly(id.value());
        assertThatThrownBy(() -> remote.cancel(id)).isInstanceOf(Refused.class).hasMessageContaining("has ended");
    }

    @Test
    void problemsAreOurOwn() {
        assertThat(remote.plan(request("vm1", "vnode2")).refused()).isTrue();
        assertThatThrownBy(() -> remote.plan(request("nobody", "vnode3"))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> at(Optional.of(Role.VIEWER)).begin(request("vm1", "vnode3")))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> at(Optional.empty()).migrations()).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> RemoteCluster.at("http://127.0.0.1:1", Optional.empty()).migrations())
                .isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> RemoteCluster.at("127.0.0.1:8080", Optional.empty())).isInstanceOf(Misuse.class);
    }
}
