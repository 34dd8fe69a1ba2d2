package io.godwit.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real library with its own test driver: no hypervisor is needed, but libvirt0 is. */
@Tag("lab")
class ConnectionTest {
    @Test
    void findsADomainByNameAndByUuid() {
        try (Connection connection = Connection.open("test:///default");
                Domain byName = connection.domain("test").orElseThrow();
                Domain byUuid = connection.domainByUuid(byName.uuid().toString()).orElseThrow()) {
            assertThat(byUuid.name()).isEqualTo("test");
            assertThat(byName.state().state()).isEqualTo(DomainState.RUNNING);
            assertThat(connection.libvirtVersion()).isGreaterThan(8_000_000);
        }
    }

    @Test
    void anUnknownDomainIsAbsentAndNoError() {
        try (Connection connection = Connection.open("test:///default")) {
            assertThat(connection.domain("nobody")).isEmpty();
        }
    }

    @Test
    void anErrorCarriesLibvirtsCodeAndWords() {
        try (Connection connection = Connection.open("test:///default")) {
            assertThatThrownBy(() -> connection.define("<domain/>")).isInstanceOf(LibvirtException.class)
                    .hasMessageContaining("name");
        }
    }

    @Test
    void tellsOfSuspensionAndResumption() {
        List<DomainEvent> events = new CopyOnWriteArrayList<>();
        try (Connection connection = Connection.open("test:///default");
                Subscription _ = connection.onDomainEvents(events::add);
                Domain domain = connection.domain("test").orElseThrow()) {
            domain.suspend();
            domain.resume();
            await().until(() -> events.size() >= 2);
            assertThat(events).allSatisfy(event -> assertThat(event.domain()).isEqualTo(domain.uuid()));
        }
    }

    @Test
    void aRepeatedParameterKeepsAllItsValues() {
        try (TypedParams params = new TypedParams()) {
            params.string("migrate_disks", "vda").string("migrate_disks", "vdb").unsignedLong("bandwidth", 7);
            assertThat(params.size()).isEqualTo(3);
            assertThat(TypedParams.decode(params.array(), 3)).containsEntry("migrate_disks", "vdb")
                    .containsEntry("bandwidth", 7L);
        }
    }

    @Test
    void refusesAVirtualThread() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Connection connection = Connection.open("test:///default")) {
            Thread.ofVirtual().uncaughtExceptionHandler((_, e) -> thrown.set(e)).start(() -> {
                var _ = connection.isAlive();
            }).join();
        }
        assertThat(thrown.get()).hasMessageContaining("virtual thread");
    }
}
