package io.godwit.adapter.cli.view;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the standard input and outputs are. */
public record Terminal(boolean inIsTerminal, boolean outIsTerminal, boolean errIsTerminal, int columns,
        boolean unicode) {
    private static final int DEFAULT_COLUMNS = 100;

    public static Terminal of(Map<String, String> environment) {
        return new Terminal(isTerminal(0), isTerminal(1), isTerminal(2), columns(environment),
                Charset.defaultCharset().equals(StandardCharsets.UTF_8)
                        && !environment.getOrDefault("LC_ALL", environment.getOrDefault("LANG", "C.UTF-8"))
                                .equals("C"));
    }

    /** isatty(3); the JDK only tells for input and output together. */
    private static boolean isTerminal(int descriptor) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle isatty = linker.downcallHandle(linker.defaultLookup().findOrThrow("isatty"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            return (int) isatty.invokeExact(descriptor) == 1;
        } catch (Throwable e) {
            return false;
        }
    }

    private static int columns(Map<String, String> environment) {
        try {
            return Math.max(20, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException _) {
            return DEFAULT_COLUMNS;
        }
    }

    /** Names come from hosts and guests' owners: what would steer the terminal is shown as '?'. */
    public static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
