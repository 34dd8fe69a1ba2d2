package io.godwit.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Godwit dies at one write to its journal, in one kind of move.
 *
 * @param write which write, from 1
 * @param after whether the write is on the disk by then
 */
record Kill(Move move, int write, boolean after) {
    /** What is moved, as the command line has it: forth and back. */
    enum Move {
        HYPERVISOR("--to"), NAS("--disks-to"), STAGED("--to --disks-to"), ATOMIC("--to --disks-to --mode atomic");

        private final String options;

        Move(String options) {
            this.options = options;
        }

        List<String> words(String hypervisor, String nas) {
            List<String> words = new ArrayList<>();
            for (String option : options.split(" ", -1)) {
                words.add(option);
                switch (option) {
                    case "--to" -> words.add(hypervisor);
                    case "--disks-to" -> words.add(nas);
                    default -> {}
                }
            }
            return words;
        }

        boolean movesMemory() {
            return options.contains("--to");
        }

        boolean movesDisks() {
            return options.contains("--disks-to");
        }
    }

    /**
     * Every one that there is.
     *
     * @param writes how many writes the journal gets from a move that goes well
     */
    static List<Kill> all(ToIntFunction<Move> writes) {
        List<Kill> kills = new ArrayList<>();
        for (Move move : Move.values()) {
            int last = writes.applyAsInt(move);
            for (int write = 1; write <= last; write++) {
                kills.add(new Kill(move, write, false));
                kills.add(new Kill(move, write, true));
            }
        }
        return kills;
    }

    static List<Kill> some(List<Kill> all, int count, Random random) {
        List<Kill> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    String name() {
        return "killed " + (after ? "after" : "before") + " write " + write + " of a "
                + move.name().toLowerCase(java.util.Locale.ROOT) + " move";
    }
}
