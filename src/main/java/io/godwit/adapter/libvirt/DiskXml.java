package io.godwit.adapter.libvirt;

import io.godwit.model.DiskSource;
import io.godwit.model.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.w3c.dom.Element;

/**
 * A {@code <disk>} element: read into a chain of layers, and written from one. Written chains are spelt out to their end,
 * with an empty {@code <backingStore/>} last, so that neither libvirt nor QEMU looks into an image for a name
 * (libvirt: formatdomain, "Hard drives"; kbase/backing_chains).
 */
final class DiskXml {
    private DiskXml() {}

    /**
     * The chain that a disk names, the written image first; empty for a drive without a medium.
     *
     * @param volumePath the path of a volume, by pool and name: libvirt's {@code type='volume'}
     */
    static List<Layer> chain(Element disk, BinaryOperator<String> volumePath) {
        List<Layer> chain = new ArrayList<>();
        String format = Xml.attributeAt(disk, "type", "driver");
        Optional<Element> level = Optional.of(disk);
        while (level.flatMap(element -> Xml.at(element, "source")).isPresent()) {
            chain.add(new Layer(source(level.get(), volumePath), format.isEmpty() ? "raw" : format));
            level = level.flatMap(element -> Xml.at(element, "backingStore"));
            format = level.map(element -> Xml.attributeAt(element, "type", "format")).orElse("");
        }
        return chain;
    }

    private static DiskSource source(Element level, BinaryOperator<String> volumePath) {
        Element source = Xml.at(level, "source").orElseThrow();
        String type = level.getAttribute("type");
        return switch (type) {
            case "file" -> new DiskSource.LocalFile(source.getAttribute("file"));
            case "volume" -> new DiskSource.LocalFile(
                    volumePath.apply(source.getAttribute("pool"), source.getAttribute("volume")));
            case "network" -> network(source);
            case String other ->
                new DiskSource.Foreign(other + " " + source.getAttribute("dev") + source.getAttribute("dir"));
        };
    }

    private static DiskSource network(Element source) {
        String protocol = source.getAttribute("protocol");
        String name = source.getAttribute("name");
        List<Element> hosts = Xml.children(source, "host").toList();
        return protocol.equals("nfs") && hosts.size() == 1
                ? new DiskSource.NfsPath(hosts.getFirst().getAttribute("name"), name)
                : new DiskSource.Foreign(protocol + ":" + name);
    }

    /** Makes a disk name another chain and leaves the rest of it as it is. */
    static void rename(Element disk, List<Layer> chain) {
        Xml.removeAll(disk, "source");
        Xml.removeAll(disk, "backingStore");
        Xml.removeAll(disk, "mirror");
        Xml.at(disk, "driver").ifPresent(driver -> driver.setAttribute("type", chain.getFirst().format()));
        write(disk, chain.getFirst().source());
        writeBacking(disk, chain.subList(1, chain.size()));
    }

    /** The element that virDomainBlockCopy takes as its target. */
    static String copyTarget(List<Layer> chain) {
        Element disk = Xml.parse("<disk device='disk'><driver name='qemu' cache='none'/></disk>");
        rename(disk, chain);
        return Xml.print(disk);
    }

    private static void writeBacking(Element parent, List<Layer> rest) {
        Element backing = Xml.add(parent, "backingStore");
        if (rest.isEmpty()) {
            return;
        }
        Xml.add(backing, "format").setAttribute("type", rest.getFirst().format());
        write(backing, rest.getFirst().source());
        writeBacking(backing, rest.subList(1, rest.size()));
    }

    private static void write(Element level, DiskSource image) {
        Element source = Xml.add(level, "source");
        switch (image) {
            case DiskSource.NfsPath(String address, String path) -> {
                level.setAttribute("type", "network");
                source.setAttribute("protocol", "nfs");
                source.setAttribute("name", path);
                Xml.add(source, "host").setAttribute("name", address);
            }
            case DiskSource.LocalFile(String path) -> {
                level.setAttribute("type", "file");
                source.setAttribute("file", path);
            }
            case DiskSource.Foreign(String what) -> throw new IllegalArgumentException("no image of ours: " + what);
        }
    }
}
