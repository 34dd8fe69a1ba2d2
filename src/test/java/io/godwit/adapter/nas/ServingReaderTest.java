package io.godwit.adapter.nas;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.Serving;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServingReaderTest {
    @Test
    void whatANasSaysOfItselfIsRead() {
        Serving serving = ServingReader.parse("""
                node=nas2
                address=yes
                listens=yes
                client=198.18.1.12:707
                client=198.18.1.13:708
                identity=export 2, file system 2.2
                lease=10
                grace=20
                replication=/dev/drbd0: UpToDate
                insync=yes
                """);
        assertThat(serving.node()).isEqualTo("nas2");
        assertThat(serving.address()).isTrue();
        assertThat(serving.clients()).containsExactly("198.18.1.12:707", "198.18.1.13:708");
        assertThat(serving.lease()).contains(Duration.ofSeconds(10));
        assertThat(serving.inGrace()).isFalse();
        assertThat(serving.inSync()).isTrue();
    }

    @Test
    void whatItDoesNotSayIsNotKnown() {
        Serving serving = ServingReader.parse("lease=soon\n");
        assertThat(serving.lease()).isEmpty();
        assertThat(serving.address()).isFalse();
        assertThat(serving.identity()).isEmpty();
    }
}
