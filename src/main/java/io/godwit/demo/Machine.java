package io.godwit.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is, for the record: processor, number of CPUs, memory, kernel. */
public final class Machine {
    private Machine() {}

    public static String name() {
        return value("/proc/cpuinfo", "model name") + ", " + Runtime.getRuntime().availableProcessors() + " CPUs, "
                + Math.round(Double.parseDouble(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576)
                + " GiB, Linux " + System.getProperty("os.version");
    }

    private static String value(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key)).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("0");
        } catch (IOException e) {
            return "0";
        }
    }
}
