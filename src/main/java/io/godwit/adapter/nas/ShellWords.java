package io.godwit.adapter.nas;

import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.NasShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words of a program that runs a script on a NAS. */
record ShellWords(String nas, NasShell shell) {
    List<String> of(String script, String... arguments) {
        List<String> bash = new ArrayList<>(List.of("bash", "-c", script, "godwit"));
        bash.addAll(List.of(arguments));
        List<String> words = new ArrayList<>(switch (shell) {
            case NasShell.Ssh(String destination) -> List.of("ssh", "-T", "-o", "BatchMode=yes", "-o",
                    "ConnectTimeout=5", "-o", "ServerAliveInterval=2", "-o", "ServerAliveCountMax=3", "-o",
                    "ControlMaster=auto", "-o", "ControlPersist=60", "-o", "ControlPath=~/.ssh/godwit-%C", "--",
                    destination);
            case NasShell.Namespace(String network) -> List.of("nsenter", "--target", Long.toString(first(network)),
                    "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd");
        });
        // ssh puts its words together, and a shell takes them apart again on the other side.
        bash.forEach(word -> words.add(shell instanceof NasShell.Ssh ? quoted(word) : word));
        return words;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The process that is number 1 inside, by its number outside: a host of the lab that was started anew has another. */
    private long first(String network) {
        try {
            Process pids = new ProcessBuilder("ip", "netns", "pids", network).redirectErrorStream(true).start();
            List<String> all = pids.inputReader().lines().map(String::strip).filter(line -> line.matches("\\d+"))
                    .toList();
            return all.stream().filter(ShellWords::isFirst).mapToLong(Long::parseLong).findFirst()
                    .orElseThrow(() -> new Unreachable(nas + " does not run"));
        } catch (IOException e) {
            throw new Unreachable(nas, "its namespace cannot be entered: " + e.getMessage(), e);
        }
    }

    private static boolean isFirst(String pid) {
        try {
            return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .anyMatch(line -> line.endsWith("\t1"));
        } catch (IOException e) {
            return false;
        }
    }
}
