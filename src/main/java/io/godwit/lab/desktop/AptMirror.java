package io.godwit.lab.desktop;

import io.godwit.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mirror that this machine itself takes its Debian packages from. */
final class AptMirror {
    private static final Pattern DEB822 = Pattern.compile("(?m)^URIs:\\s*(\\S+)");
    private static final Pattern ONE_LINE = Pattern.compile("(?m)^deb\\s+(?:\\[[^]]*]\\s+)?(\\S+)\\s+\\S+\\s+main");

    private static final Pattern DISABLED = Pattern.compile("(?mi)^Enabled:\\s*no");

    private AptMirror() {}

    static String find() {
        return files().stream().flatMap(file -> mirrors(file).stream()).filter(uri -> uri.contains("debian"))
                .filter(uri -> !uri.contains("security")).findFirst()
                .orElseThrow(() -> new LabException("apt's sources name no Debian mirror; look at /etc/apt"));
    }

    private static List<Path> files() {
        Path folder = Path.of("/etc/apt/sources.list.d");
        try (Stream<Path> listed = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return Stream.concat(listed.sorted(), Stream.of(Path.of("/etc/apt/sources.list"))).filter(Files::isReadable)
                    .filter(file -> file.toString().matches(".*\\.(sources|list)")).toList();
        } catch (IOException e) {
            throw new LabException("apt's sources cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<String> mirrors(Path file) {
        try {
            boolean stanzas = file.toString().endsWith(".sources");
            String text = Files.readString(file);
            return Stream.of(stanzas ? text.split("\\n\\s*\\n", -1) : text.split("\\n", -1))
                    .filter(part -> !DISABLED.matcher(part).find())
                    .map(part -> (stanzas ? DEB822 : ONE_LINE).matcher(part)).filter(Matcher::find)
                    .map(line -> line.group(1)).toList();
        } catch (IOException e) {
            throw new LabException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
