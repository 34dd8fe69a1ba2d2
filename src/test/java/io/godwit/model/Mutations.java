package io.godwit.model;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Texts that are nearly right, by the thousand, for a bounded time. */
public final class Mutations {
    private static final String[] NASTY = {"\0", "\n", "'", "\"", "<", "&", "]]>", "..", "/", "%00", "-",
            "9999999999999999999",
            "1e999999999", "NaN", "\u202e", "\ud83d\ude00", "{", "}", ":", "- ", "*a", "&a ", "!!java.lang.Runtime",
            "<!--",
            "<![CDATA[", "<!DOCTYPE d>", "&#0;", "&lt;"};

    private Mutations() {}

    /**
     * Tries mutations of the examples until the time is over, and prints the seed.
     *
     * @param trial throws an AssertionError where the text was not treated as it should be
     */
    public static void of(List<String> examples, Duration time, Consumer<String> trial) {
        long seed = Long.getLong("godwit.seed", System.nanoTime());
        Random random = new Random(seed);
        long end = System.nanoTime() + time.toNanos();
        long count = 0;
        while (System.nanoTime() < end) {
            String text = mutated(examples.get(random.nextInt(examples.size())), random);
            try {
                trial.accept(text);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError(e + " at " + e.getStackTrace()[0] + " " + e.getStackTrace()[1]
                        + " -Dgodwit.seed=" + seed + ", text " + count + ": " + text, e);
            }
            count++;
        }
        System.out.println(count + " mutations, -Dgodwit.seed=" + seed);
    }

    private static String mutated(String example, Random random) {
        StringBuilder text = new StringBuilder(example);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, NASTY[random.nextInt(NASTY.length)]);
                case 1 -> text.delete(at, to);
                case 2 -> text.insert(at, text.substring(at, to).repeat(1 + random.nextInt(200)));
                case 3 -> text.replace(at, to, NASTY[random.nextInt(NASTY.length)]);
                default -> text.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }
}
