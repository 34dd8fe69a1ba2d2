package io.godwit.adapter.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns, aligned by spaces, with a head: as kubectl has them. */
public record Table(List<String> head, List<List<String>> rows) {
    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }

    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        rows.forEach(row -> all.add(row.stream().map(Terminal::plain).toList()));
        int[] widths = IntStream.range(0, head.size())
                .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return all.stream().map(row -> IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("   ")).stripTrailing()).toList();
    }
}
