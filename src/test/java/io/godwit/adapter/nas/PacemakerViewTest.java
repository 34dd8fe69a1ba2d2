package io.godwit.adapter.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.GodwitException.Failed;
import io.godwit.model.PairFacts.Fencing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What crm_mon and cibadmin really said in the lab (Pacemaker 2.1.5), in five situations. */
class PacemakerViewTest {
    private static final String DESKTOPS = "198.18.1.32";

    private static PacemakerView view(String situation, String address) {
        ClusterXml cib = ClusterXml.parse(text(situation + ".cib.xml"));
        return new PacemakerView(ClusterXml.parse(text(situation + ".monitor.xml")), cib,
                ExportResource.of(cib, address).orElseThrow());
    }

    private static String text(String name) {
        try (InputStream file = PacemakerViewTest.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theGroupIsFoundByTheAddressAndNotByAName() {
        ExportResource resource = view("healthy", DESKTOPS).resource();
        assertThat(resource.id()).isEqualTo("desktops");
        assertThat(resource.address()).isEqualTo("desktops-address");
        assertThat(resource.members()).containsExactly("desktops-server", "desktops-address");
        assertThat(resource.prefix()).contains("24");
        assertThat(resource.device()).contains("eth0");
        assertThat(resource.warmable()).isTrue();
    }

    @Test
    void anAddressThatNoResourceHasIsNotFound() {
        assertThat(ExportResource.of(ClusterXml.parse(text("healthy.cib.xml")), "198.18.1.99")).isEmpty();
    }

    @Test
    void aGroupWithAFileSystemIsNotOneWhoseServerCanStandBy() {
        ClusterXml cib = ClusterXml.parse(text("healthy.cib.xml").replaceFirst(
                "<primitive id=\"desktops-server\"", "<primitive id=\"fs\" class=\"ocf\" provider=\"heartbeat\" "
                        + "type=\"Filesystem\"/><primitive id=\"desktops-server\""));
        ExportResource resource = ExportResource.of(cib, DESKTOPS).orElseThrow();
        assertThat(resource.members()).containsExactly("fs", "desktops-server", "desktops-address");
        assertThat(resource.warmable()).isFalse();
    }

    @Test
    void aHealthyClusterHasNothingToSayAgainstAMove() {
        PacemakerView view = view("healthy", DESKTOPS);
        assertThat(view.server()).contains("nas2");
        assertThat(view.quorum()).isTrue();
        assertThat(view.fencing()).isEqualTo(Fencing.ON);
        assertThat(view.failures()).isEmpty();
        assertThat(view.leftovers()).isEmpty();
        assertThat(view.unmovable("nas1")).isEmpty();
        assertThat(view.homing("nas1")).isEmpty();
        assertThat(view.online("nas1")).isTrue();
        assertThat(view.version()).startsWith("Pacemaker 2.1.5");
    }

    @Test
    void aResourceThatFailedIsNamedWithItsReason() {
        assertThat(view("failed-resource", DESKTOPS).failures())
                .containsExactly("servers-server_asyncmon_0 on nas1: error (Simulated failure)");
    }

    @Test
    void aServerInStandbyCannotBeMovedTo() {
        PacemakerView view = view("standby", DESKTOPS);
        assertThat(view.unmovable("nas1")).containsExactly("nas1 is standby");
        assertThat(view.unmovable("nas2")).isEmpty();
    }

    @Test
    void theConstraintOfAMoveByHandIsALeftover() {
        assertThat(view("moved-by-hand", DESKTOPS).leftovers()).containsExactly("cli-prefer-desktops");
    }

    @Test
    void aServerWithoutPowerIsNotOnlineAndWhatItServedIsWithTheOther() {
        PacemakerView view = view("node-offline", "198.18.1.31");
        assertThat(view.online("nas1")).isFalse();
        assertThat(view.server()).contains("nas2");
    }

    @Test
    void anExportGoesHomeAtOnceWhereNothingMakesItStick() {
        ClusterXml cib = ClusterXml.parse(text("healthy.cib.xml").replace("name=\"resource-stickiness\" value=\"100\"",
                "name=\"resource-stickiness\" value=\"10\""));
        PacemakerView view = new PacemakerView(ClusterXml.parse(text("healthy.monitor.xml")), cib,
                ExportResource.of(cib, DESKTOPS).orElseThrow());
        assertThat(view.homing("nas1").orElseThrow()).contains("prefers nas2 by 50").contains("holds it with 20");
        assertThat(view.homing("nas2")).isEmpty();
    }

    @Test
    void fencingThatIsSwitchedOffIsOffWhateverDevicesThereAre() {
        ClusterXml monitor = ClusterXml.parse(
                text("healthy.monitor.xml").replace("stonith-enabled=\"true\"", "stonith-enabled=\"false\""));
        ClusterXml cib = ClusterXml.parse(text("healthy.cib.xml"));
        assertThat(new PacemakerView(monitor, cib, ExportResource.of(cib, DESKTOPS).orElseThrow()).fencing())
                .isEqualTo(Fencing.OFF);
    }

    @Test
    void documentTypesAreNotRead() {
        assertThatThrownBy(() -> ClusterXml.parse("<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>"))
                .isInstanceOf(Failed.class);
    }
}
