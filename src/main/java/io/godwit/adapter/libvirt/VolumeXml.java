package io.godwit.adapter.libvirt;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import io.godwit.port.ImageStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** A storage volume's XML (libvirt: formatstorage). */
final class VolumeXml {
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,12}(\\.\\d{1,18})?");

    private VolumeXml() {}

    static ImageFacts facts(String xml) {
        Element volume = Xml.parse(xml);
        String length = Xml.text(volume, "physical");
        return new ImageFacts(Xml.text(volume, "name"), Xml.attributeAt(volume, "type", "target", "format"),
                bytes(Xml.text(volume, "capacity")), bytes(Xml.text(volume, "allocation")),
                bytes(length.isEmpty() ? Xml.text(volume, "capacity") : length),
                time(Xml.text(volume, "target", "timestamps", "mtime")));
    }

    private static Bytes bytes(String count) {
        try {
            return new Bytes(Long.parseLong(count));
        } catch (IllegalArgumentException e) {
            throw new Failed("libvirt gave a volume with '" + count + "' as a size", "look at it: virsh vol-dumpxml",
                    e);
        }
    }

    /** Seconds since 1970 with a fraction. */
    private static Instant time(String seconds) {
        if (seconds.isEmpty()) {
            return Instant.EPOCH;
        }
        if (!SECONDS.matcher(seconds).matches()) {
            throw new Failed("libvirt gave a volume that was written at '" + seconds + "'",
                    "look at it: virsh vol-dumpxml");
        }
        BigDecimal exact = new BigDecimal(seconds);
        long whole = exact.longValue();
        long nanos = exact.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    /** What shall be made; the backing image is named by its path on the host that makes it. */
    static String order(String name, ImageFormat format, Bytes capacity, Optional<ImageStore.Backing> backing,
            String folder) {
        Element volume = Xml.parse("<volume/>");
        Xml.add(volume, "name").setTextContent(name);
        Element size = Xml.add(volume, "capacity");
        size.setAttribute("unit", "bytes");
        size.setTextContent(Long.toString(capacity.count()));
        Element allocation = Xml.add(volume, "allocation");
        allocation.setTextContent("0");
        Element target = Xml.add(volume, "target");
        Xml.add(target, "format").setAttribute("type", format.label());
        backing.ifPresent(below -> {
            Element store = Xml.add(volume, "backingStore");
            Xml.add(store, "path").setTextContent(folder + "/" + below.name());
            Xml.add(store, "format").setAttribute("type", below.format().label());
        });
        return Xml.print(volume);
    }

    static String pool(String folder) {
        Element pool = Xml.parse("<pool type='dir'/>");
        Xml.add(pool, "name").setTextContent("godwit" + folder.replace('/', '-'));
        Xml.add(Xml.add(pool, "target"), "path").setTextContent(folder);
        return Xml.print(pool);
    }
}
