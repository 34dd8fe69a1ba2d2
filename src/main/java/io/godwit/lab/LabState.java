package io.godwit.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What a lab that is up keeps about itself, in its folder. */
record LabState(int index, int hypervisors, int nasServers, NasCluster nasCluster, Emulation emulation) {
    private static final String FILE = "lab.properties";
    private static final String GUESTS = "guests.properties";

    static Optional<LabState> read(Path lab) {
        Properties values = load(lab.resolve(FILE));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LabState(number(values, "index"), number(values, "hypervisors"),
                number(values, "nasServers"),
                NasCluster.valueOf(values.getProperty("nasCluster", NasCluster.NONE.name())),
                Emulation.valueOf(values.getProperty("emulation"))));
    }

    private static int number(Properties values, String key) {
        return Integer.parseInt(values.getProperty(key));
    }

    static List<LabState> all(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> labs = Files.list(root)) {
            return labs.flatMap(lab -> read(lab).stream()).toList();
        } catch (IOException e) {
            throw new LabException("the labs in " + root + " cannot be listed: " + e.getMessage(), e);
        }
    }

    void write(Path lab) {
        Properties values = new Properties();
        values.setProperty("index", Integer.toString(index));
        values.setProperty("hypervisors", Integer.toString(hypervisors));
        values.setProperty("nasServers", Integer.toString(nasServers));
        values.setProperty("nasCluster", nasCluster.name());
        values.setProperty("emulation", emulation.name());
        store(lab.resolve(FILE), values);
    }

    /** A number that no guest of the lab has had. */
    static int nextGuest(Path lab) {
        Properties values = load(lab.resolve(GUESTS));
        int next = Integer.parseInt(values.getProperty("next", "0"));
        values.setProperty("next", Integer.toString(next + 1));
        store(lab.resolve(GUESTS), values);
        return next;
    }

    static void keepAddress(Path lab, String vm, String address) {
        Properties values = load(lab.resolve(GUESTS));
        values.setProperty("address." + vm, address);
        store(lab.resolve(GUESTS), values);
    }

    static Optional<String> address(Path lab, String vm) {
        return Optional.ofNullable(load(lab.resolve(GUESTS)).getProperty("address." + vm));
    }

    private static Properties load(Path file) {
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                values.load(in);
            } catch (IOException e) {
                throw new LabException(file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return values;
    }

    private static void store(Path file, Properties values) {
        try (OutputStream out = Files.newOutputStream(file)) {
            values.store(out, null);
        } catch (IOException e) {
            throw new LabException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
