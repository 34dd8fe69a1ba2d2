package io.godwit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackingNamePatchTest {
    private static ByteBuffer header(String backing) {
        ByteBuffer head = ByteBuffer.allocate(64 << 10);
        head.putInt(0, 0x514649fb).putInt(4, 3).putLong(8, 0x200).putInt(16, backing.length()).putInt(20, 16);
        head.put(0x200, backing.getBytes(StandardCharsets.UTF_8));
        return head;
    }

    private static String name(ByteBuffer head) {
        byte[] name = new byte[head.getInt(16)];
        head.get((int) head.getLong(8), name);
        return new String(name, StandardCharsets.UTF_8);
    }

    @Test
    void aLongerAndAShorterNameTakeThePlaceOfTheOldOne() throws IOException {
        ByteBuffer head = header("base.qcow2");
        BackingNamePatch.patch(head, "a-much-longer-name-for-the-base.qcow2");
        assertThat(name(head)).isEqualTo("a-much-longer-name-for-the-base.qcow2");
        BackingNamePatch.patch(head, "b.qcow2");
        assertThat(name(head)).isEqualTo("b.qcow2");
        assertThat(head.get(0x200 + 7)).isZero();
    }

    @Test
    void aHeaderWithoutRoomIsRefusedAndLeftAlone() {
        ByteBuffer head = header("base.qcow2").putInt(20, 9);
        assertThatThrownBy(() -> BackingNamePatch.patch(head, "x".repeat(100))).isInstanceOf(IOException.class);
        assertThat(name(head)).isEqualTo("base.qcow2");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noHeaderMakesItWriteOutside(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[512 + random.nextInt(1024)];
            random.nextBytes(bytes);
            ByteBuffer head = ByteBuffer.wrap(bytes).putInt(0, 0x514649fb);
            try {
                BackingNamePatch.patch(head, "name.qcow2");
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("qcow2");
            }
        }
    }
}
