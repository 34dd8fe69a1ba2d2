package io.godwit.adapter.config;

import io.godwit.adapter.config.ClusterForm.ExportForm;
import io.godwit.adapter.config.ClusterForm.HypervisorForm;
import io.godwit.adapter.config.ClusterForm.NasForm;
import io.godwit.model.Cluster;
import io.godwit.model.Desktop;
import io.godwit.model.Export;
import io.godwit.model.Floating;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Hypervisor;
import io.godwit.model.Nas;
import io.godwit.model.NasPair;
import io.godwit.model.Spans;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cluster file (docs/cluster.example.yaml). Unknown keys, missing values, names that stand twice and URIs that
 * would run a command are errors that name the place and the remedy.
 */
public final class ClusterFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Set<String> SCHEMES = Set.of("qemu", "qemu+tls", "qemu+ssh", "qemu+tcp", "qemu+unix",
            "qemu+libssh", "qemu+libssh2");

    private final Path file;

    private ClusterFile(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks a cluster file.
     *
     * @param defaultState the journal's folder where the file names none
     * @throws Misuse with the file, the field and the remedy
     */
    public static Cluster read(Path file, Path defaultState) {
        return new ClusterFile(file).read(defaultState);
    }

    private Cluster read(Path defaultState) {
        ClusterForm form = parse();
        Path state = Optional.ofNullable(form.state()).map(text -> path("state", text)).orElse(defaultState);
        Cluster cluster = new Cluster(file.toString(), state,
                entries(form.hypervisors(), "hypervisors").stream().map(this::hypervisor).toList(),
                entries(form.nas(), "nas").stream().map(this::nas).toList(),
                Optional.ofNullable(form.maxFreeze()).map(this::span), pairs(form), desktops(form.desktops()));
        new PairFields(this::problem).check(cluster);
        requireOnce("hypervisor", cluster.hypervisors().stream().map(Hypervisor::name).toList());
        requireOnce("hypervisor uri", cluster.hypervisors().stream().map(Hypervisor::uri).toList());
        requireOnce("nas", cluster.nas().stream().map(Nas::name).toList());
        requireOnce("nas address", Stream.concat(cluster.nas().stream().flatMap(nas -> nas.addresses().stream()),
                cluster.nas().stream().flatMap(nas -> nas.exports().stream())
                        .flatMap(export -> export.floating().stream()).map(Floating::address))
                .toList());
        requireOnce("mount", cluster.nas().stream().flatMap(nas -> nas.exports().stream())
                .flatMap(export -> export.mount().stream()).toList());
        return cluster;
    }

    private Map<String, Desktop> desktops(@Nullable Map<String, @Nullable String> named) {
        Map<String, Desktop> desktops = new HashMap<>();
        if (named != null) {
            named.forEach((vm, text) -> desktops.put(vm, Desktop.of(String.valueOf(text)).orElseThrow(
                    () -> problem("desktops." + vm + ": '" + text + "' is not host:port, as in 192.0.2.7:3389"))));
        }
        return desktops;
    }

    private Duration span(String text) {
        try {
            return Spans.parse(text);
        } catch (IllegalArgumentException e) {
            throw problem("maxFreeze: " + e.getMessage());
        }
    }

    private Path path(String field, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw problem(field + ": '" + text + "' is not a path");
        }
    }

    private <T> List<T> entries(@Nullable List<@Nullable T> list, String field) {
        List<T> entries = new ArrayList<>();
        present(list, field).forEach(entry -> entries.add(present(entry, "an entry of " + field)));
        return entries;
    }

    private ClusterForm parse() {
        try {
            return ClusterForm.read(Files.readString(file), this::problem)
                    .orElseThrow(() -> problem("everything is missing"));
        } catch (IOException e) {
            throw problem("cannot be read: " + e.getMessage());
        }
    }

    private Hypervisor hypervisor(HypervisorForm form) {
        String name = name("hypervisors[].name", form.name());
        String uri = libvirtUri(name + ".uri", present(form.uri(), name + ".uri"));
        String peer = form.peerUri() == null ? uri : libvirtUri(name + ".peerUri", form.peerUri());
        String address = form.migrationAddress() == null
                ? Optional.ofNullable(URI.create(peer).getHost())
                        .orElseThrow(() -> problem(name + ".migrationAddress is missing, and peerUri names no host"))
                : form.migrationAddress();
        return new Hypervisor(name, uri, peer, address);
    }

    private Nas nas(NasForm form) {
        String name = name("nas[].name", form.name());
        List<String> addresses = entries(form.addresses(), name + ".addresses");
        List<Export> exports = entries(form.exports(), name + ".exports").stream().map(export -> export(name, export))
                .toList();
        if (addresses.isEmpty() || exports.isEmpty()) {
            throw problem(name + " needs at least one address and one export");
        }
        requireOnce(name + " export", exports.stream().map(Export::path).toList());
        return new Nas(name, addresses, libvirtUri(name + ".libvirt", present(form.libvirt(), name + ".libvirt")),
                exports, Optional.ofNullable(form.shell()).map(new PairFields(this::problem)::shell));
    }

    private List<NasPair> pairs(ClusterForm form) {
        PairFields fields = new PairFields(this::problem);
        return form.nasPairs() == null
                ? List.of()
                : entries(form.nasPairs(), "nasPairs").stream()
                        .map(pair -> new NasPair(name("nasPairs[].name", pair.name()),
                                fields.manager(String.valueOf(pair.name()), String.valueOf(pair.kind()),
                                        Optional.ofNullable(pair.server()), Optional.ofNullable(pair.device()),
                                        Optional.ofNullable(pair.prefix())),
                                entries(pair.nas(), pair.name() + ".nas")))
                        .toList();
    }

    private Optional<Floating> floating(String nas, ExportForm form) {
        if (form.name() == null && form.address() == null && form.pair() == null) {
            return Optional.empty();
        }
        String field = nas + ".exports[]";
        return Optional.of(new Floating(name(field + ".name", form.name()), present(form.address(), field + ".address"),
                present(form.pair(), field + ".pair")));
    }

    private Export export(String nas, ExportForm form) {
        String path = folder(nas + ".exports[].path", present(form.path(), nas + ".exports[].path"));
        String folder = form.folder() == null ? path : folder(nas + ".exports[].folder", form.folder());
        return new Export(path, folder,
                Optional.ofNullable(form.mount()).map(mount -> folder(nas + ".exports[].mount", mount)),
                Boolean.TRUE.equals(form.vouchedShared()), floating(nas, form));
    }

    private String name(String field, @Nullable String name) {
        String given = present(name, field);
        if (!NAME.matcher(given).matches()) {
            throw problem(field + ": '" + given + "' is not a name: letters, digits, '_', '.', '-', 63 at most");
        }
        return given;
    }

    private String folder(String field, String path) {
        if (!path.startsWith("/")
                || path(field, path).normalize().toString().length() < path.replaceAll("/+$", "").length()) {
            throw problem(field + ": '" + path + "' is not an absolute path without '.' and '..'");
        }
        return path;
    }

    /** What libvirt takes, but for options that would make it run a command of the file's choice. */
    private String libvirtUri(String field, String uri) {
        URI parsed;
        try {
            parsed = URI.create(uri);
        } catch (IllegalArgumentException e) {
            throw problem(field + ": '" + uri + "' is not a URI: " + e.getMessage());
        }
        String query = String.valueOf(parsed.getQuery());
        if (!SCHEMES.contains(String.valueOf(parsed.getScheme())) || query.contains("command=")
                || query.contains("netcat=")) {
            throw problem(field + ": '" + uri + "' is not allowed; use qemu+tls, qemu+ssh, qemu+tcp, qemu+unix or qemu"
                    + " without command= and netcat=");
        }
        return uri;
    }

    private void requireOnce(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>(names.stream().filter(name -> !seen.add(name)).toList());
        if (!twice.isEmpty()) {
            throw problem(what + " " + twice.getFirst() + " stands there twice");
        }
    }

    private <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw problem(field + " is missing");
        }
        return value;
    }

    private Misuse problem(String what) {
        return new Misuse(file + ": " + what, "docs/cluster.example.yaml shows every key; nothing was changed");
    }
}
