package io.godwit.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.relay.RdCleanPath.Failure;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes are those of IronRDP's own tests (crates/ironrdp-testsuite-core/tests/rdcleanpath.rs). */
class RdCleanPathCodecTest {
    private static final String REQUEST = "3032a00402020d3ea20d0c0b64657374696e6174696f6ea30c0c0a70726f78792061757468"
            + "a5050c03504342a6060404deadbeff";
    private static final String RESPONSE = "3034a00402020d3ea6060404deadbeffa71430120404deadbeff0404deadbeff0404deadbeff"
            + "a90e0c0c3139322e3136382e372e3935";
    private static final String HTTP_ERROR = "3015a00402020d3ea10d300ba003020101a104020201f4";
    private static final String TLS_ERROR = "3014a00402020d3ea10c300aa003020101a303020130";
    private static final Octets BYTES = Octets.ofHex("deadbeff");

    @Test
    void readsWhatIronRdpWrites() throws MalformedException {
        RdCleanPath request = decode(REQUEST);

        assertThat(request.destination()).contains("destination");
        assertThat(request.proxyAuth()).contains("proxy auth");
        assertThat(request.preconnectionBlob()).contains("PCB");
        assertThat(request.x224()).contains(BYTES);
        assertThat(decode(HTTP_ERROR).failure()).contains(
                new Failure(1, OptionalInt.of(500), OptionalInt.empty(), OptionalInt.empty()));
    }

    @Test
    void writesWhatIronRdpReads() {
        assertThat(hex(RdCleanPath.response(BYTES, List.of(BYTES, BYTES, BYTES), "192.168.7.95"))).isEqualTo(RESPONSE);
        assertThat(hex(RdCleanPath.httpRefusal(500))).isEqualTo(HTTP_ERROR);
        assertThat(hex(RdCleanPath.tlsRefusal(48))).isEqualTo(TLS_ERROR);
    }

    @Test
    void readsBackWhateverItWrites() throws MalformedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            RdCleanPath message = anyMessage(random);
            assertThat(RdCleanPathCodec.decode(RdCleanPathCodec.encode(message))).as("seed %d, run %d", seed, i)
                    .isEqualTo(message);
        }
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        System.out.println("hostile bytes with seed " + seed);
        Random random = new Random(seed);
        byte[][] models = {bytes(REQUEST), bytes(RESPONSE), bytes(HTTP_ERROR), bytes(TLS_ERROR)};
        int malformed = 0;
        for (int i = 0; i < 200_000; i++) {
            malformed += survives(hurt(models[i % models.length].clone(), random)) ? 0 : 1;
        }
        assertThat(malformed).as("seed %d", seed).isGreaterThan(100_000);
    }

    @Test
    void aLengthThatIsLargerThanTheMessageAllocatesNothing() {
        assertThatThrownBy(() -> decode("3083ffffff")).isInstanceOf(MalformedException.class)
                .hasMessageContaining("16777215 bytes where 0 are left");
    }

    @Test
    void lengthsInMoreBytesThanNeededOrWithoutEndAreRefused() {
        assertThatThrownBy(() -> decode("308105a00402020d3e")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> decode("3080a00402020d3e0000")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> decode("30840000000600")).isInstanceOf(MalformedException.class);
    }

    @Test
    void anotherVersionOrBytesAfterTheEndAreRefused() {
        assertThatThrownBy(() -> decode("3006a00402020d3f")).isInstanceOf(MalformedException.class)
                .hasMessageContaining("version");
        assertThatThrownBy(() -> decode(TLS_ERROR + "00")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> decode("")).isInstanceOf(MalformedException.class);
    }

    @Test
    void noTicketAndNoContentIsEverInItsText() {
        assertThat(RdCleanPath.request("there", "a-secret-ticket", BYTES).toString()).doesNotContain("secret")
                .doesNotContain("dead").contains("4 bytes");
    }

    private static RdCleanPath anyMessage(Random random) {
        Optional<Failure> failure = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Failure(random.nextInt(65536), anyNumber(random, 600), anyNumber(random, 65536),
                        anyNumber(random, 256)));
        return new RdCleanPath(failure, anyText(random), anyText(random), anyText(random), anyText(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(anyOctets(random)),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(IntStream.range(0, random.nextInt(4)).mapToObj(i -> anyOctets(random)).toList()),
                anyText(random));
    }

    private static OptionalInt anyNumber(Random random, int bound) {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(bound));
    }

    private static Optional<String> anyText(Random random) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of("é".repeat(random.nextInt(100)) + "x".repeat(random.nextInt(200)));
    }

    private static Octets anyOctets(Random random) {
        byte[] bytes = new byte[random.nextInt(100) == 0 ? 70_000 : random.nextInt(300)];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    /** Up to three bytes changed, the end cut off, or a piece put in twice. */
    private static byte[] hurt(byte[] bytes, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                yield bytes;
            }
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default -> {
                int from = random.nextInt(bytes.length);
                byte[] longer = Arrays.copyOf(bytes, 2 * bytes.length - from);
                System.arraycopy(bytes, from, longer, bytes.length, bytes.length - from);
                yield longer;
            }
        };
    }

    private static boolean survives(byte[] bytes) {
        try {
            RdCleanPathCodec.decode(bytes);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static RdCleanPath decode(String hex) throws MalformedException {
        return RdCleanPathCodec.decode(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(RdCleanPath message) {
        return HexFormat.of().formatHex(RdCleanPathCodec.encode(message));
    }
}
