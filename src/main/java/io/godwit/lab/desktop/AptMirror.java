package io.godwit.lab.desktop;

import io.godwit.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mirror that this machine itself takes its Debian packages from. */
final class AptMirror {
    private static final Pattern DEB822 = Pattern.compile("(?m)^URIs:\\s*(\\S+)");
    private static final Pattern ONE_LINE = Pattern.compile("(?m)^deb\\s+(?:\\[[^]]*]\\s+)?(\\S+)\\s+\\S+\\s+main");

    private AptMirror() {}

    static String find() {
        return files().stream().flatMap(file -> mirror(file).stream()).filter(uri -> uri.contains("debian"))
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

    private static Optional<String> mirror(Path file) {
        try {
            Pattern form = file.toString().endsWith(".sources") ? DEB822 : ONE_LINE;
            Matcher line = form.matcher(Files.readString(file));
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new LabException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
