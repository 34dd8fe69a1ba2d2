package io.godwit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was seen, for people: printed at the end and kept below out/. */
final class FaultTable {
    private static final Path FILE = Path.of("out", "faults", "table.txt");
    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    void print() {
        StringBuilder table = new StringBuilder();
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(10);
        String form = "%-" + width + "s  %-24s  %-14s %8s %8s %8s%n";
        table.append(form.formatted("CASE", "EXPECTED", "SEEN", "ACKED", "FOUND", "SECONDS"));
        for (Row row : rows) {
            table.append(form.formatted(row.name(), row.expected(), row.seen() + (row.good() ? "" : " (!)"),
                    row.acknowledged(), row.found(), String.format(Locale.ROOT, "%.1f", row.seconds())));
        }
        long good = rows.stream().filter(Row::good).count();
        table.append(good).append(" of ").append(rows.size()).append(" cases ended as expected\n");
        System.out.print(table);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        } catch (IOException e) {
            throw new IllegalStateException("the table cannot be kept", e);
        }
    }
}
