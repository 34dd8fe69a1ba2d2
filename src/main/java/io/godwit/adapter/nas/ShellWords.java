package io.godwit.adapter.nas;

import io.godwit.model.NasShell;
import java.util.ArrayList;
import java.util.List;

/** The words of a program that runs a script on a NAS. */
record ShellWords(NasShell shell, FirstProcesses processes) {
    List<String> of(String script, String... arguments) {
        List<String> bash = new ArrayList<>(List.of("bash", "-c", script, "godwit"));
        bash.addAll(List.of(arguments));
        List<String> words = new ArrayList<>(switch (shell) {
            case NasShell.Ssh(String destination) -> List.of("ssh", "-T", "-o", "BatchMode=yes", "-o",
                    "ConnectTimeout=5", "-o", "ServerAliveInterval=2", "-o", "ServerAliveCountMax=3", "-o",
                    "ControlMaster=auto", "-o", "ControlPersist=60", "-o", "ControlPath=~/.ssh/godwit-%C", "--",
                    destination);
            case NasShell.Namespace(String network) ->
                List.of("nsenter", "--target", Long.toString(processes.of(network)),
                        "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd");
        });
        // ssh puts its words together, and a shell takes them apart again on the other side.
        bash.forEach(word -> words.add(shell instanceof NasShell.Ssh ? quoted(word) : word));
        return words;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
