package io.godwit.adapter.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.Disk;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DomainXmlTest {
    private static final String DOMAIN = """
            <domain type='kvm'><name>a</name><memory unit='KiB'>1048576</memory><vcpu>2</vcpu>
              <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>
              <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
                <disk type='network' device='disk'><driver name='qemu' type='qcow2' cache='none'/>
                  <source protocol='nfs' name='/export/a.qcow2' index='2'><host name='nas2'/></source>
                  <backingStore type='network' index='3'><format type='raw'/>
                    <source protocol='nfs' name='/export/base.raw'><host name='nas2'/></source><backingStore/></backingStore>
                  <target dev='vda' bus='virtio'/></disk>
                <disk type='volume' device='disk'><driver name='qemu' type='raw' cache='directsync'/>
                  <source pool='p' volume='v'/><target dev='vdb'/></disk>
                <disk type='file' device='cdrom'><target dev='sda'/><readonly/></disk>
                <interface type='bridge'><source bridge='br0'/></interface>
              </devices></domain>
            """;

    private static DomainXml parsed(String xml) {
        return new DomainXml(xml, (pool, volume) -> "/mnt/" + pool + "/" + volume);
    }

    @Test
    void readsEveryFormOfADiskWithItsChain() {
        List<Disk> disks = parsed(DOMAIN).disks();
        assertThat(disks).extracting(Disk::target).containsExactly("vda", "vdb", "sda");
        assertThat(disks.getFirst().chain()).containsExactly(
                new Layer(new DiskSource.NfsPath("nas2", "/export/a.qcow2"), "qcow2"),
                new Layer(new DiskSource.NfsPath("nas2", "/export/base.raw"), "raw"));
        assertThat(disks.get(1).top().source()).isEqualTo(new DiskSource.LocalFile("/mnt/p/v"));
        assertThat(disks.get(2).holdsData()).isFalse();
    }

    @Test
    void aRenamedChainIsSpeltOutToItsEndAndTheRestStaysAsItIs() {
        List<Layer> chain = List.of(new Layer(new DiskSource.NfsPath("nas1", "/export/<new>&.qcow2"), "qcow2"),
                new Layer(new DiskSource.NfsPath("nas1", "/export/base.raw"), "raw"));
        String written = parsed(DOMAIN).withChains(Map.of("vda", chain));
        assertThat(parsed(written).disks().getFirst().chain()).isEqualTo(chain);
        assertThat(parsed(written).disks().get(1))
                .isEqualTo(parsed(DOMAIN).disks().get(1));
        assertThat(written).contains("<backingStore/>").contains("bridge=\"br0\"");
    }

    @Test
    void aDefinitionWithADocumentTypeIsRefused() {
        String hostile = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain>&x;</domain>";
        assertThatThrownBy(() -> parsed(hostile)).isInstanceOf(Failed.class);
        assertThatThrownBy(() -> parsed("<domain")).isInstanceOf(Failed.class);
        assertThatThrownBy(() -> parsed(" ".repeat(5 << 20))).isInstanceOf(Failed.class);
    }
}
