package io.godwit.adapter.libvirt;

import io.godwit.model.Bytes;
import io.godwit.model.Claim;
import io.godwit.model.Desktop;
import io.godwit.model.Disk;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.Layer;
import io.godwit.model.Spans;
import io.godwit.model.Vm;
import io.godwit.model.VmNeeds;
import io.godwit.model.VmNeeds.NetworkAttachment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** A VM's definition: what Godwit reads from it, and the definition with other images in it. */
final class DomainXml {
    private final Element domain;
    private final BinaryOperator<String> volumePath;

    DomainXml(String xml, BinaryOperator<String> volumePath) {
        this.domain = Xml.parse(xml);
        this.volumePath = volumePath;
    }

    Bytes memory() {
        return new Bytes(number("memory", Long.MAX_VALUE >> 10) << 10);
    }

    /** {@code <godwit:vm xmlns:godwit="urn:godwit:vm" maxFreeze="100ms"/>} in the metadata; nonsense is as if it were not there. */
    Optional<Duration> maxFreeze() {
        return said("maxFreeze").flatMap(DomainXml::span);
    }

    /** The same with {@code rdp="host:port"}. */
    Optional<Desktop> desktop() {
        return said("rdp").flatMap(Desktop::of);
    }

    private Optional<String> said(String attribute) {
        return Xml.at(domain, "metadata").stream().flatMap(metadata -> Xml.children(metadata, "godwit:vm"))
                .map(vm -> vm.getAttribute(attribute)).filter(text -> !text.isEmpty()).findFirst();
    }

    Optional<Claim> claim() {
        return Xml.at(domain, "metadata").flatMap(ClaimXml::read);
    }

    private static Optional<Duration> span(String text) {
        try {
            return Optional.of(Spans.parse(text));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    int vcpus() {
        return (int) number("vcpu", Integer.MAX_VALUE);
    }

    private long number(String field, long most) {
        String text = Xml.text(domain, field);
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, with the field.
        }
        throw new Failed("libvirt gave a definition with '" + text + "' as its " + field,
                "look at the VM: virsh dumpxml");
    }

    List<Disk> disks() {
        return diskElements().map(this::disk).toList();
    }

    private Disk disk(Element element) {
        String target = target(element);
        List<Layer> chain = DiskXml.chain(element, volumePath);
        return new Disk(target, chain, Xml.attributeAt(element, "cache", "driver"),
                Xml.at(element, "readonly").isPresent(), Xml.at(element, "shareable").isPresent(),
                !element.getAttribute("device").equals("disk") && !element.getAttribute("device").isEmpty());
    }

    List<Vm.StoredDisk> storedDisks() {
        return diskElements().flatMap(element -> DiskXml.chain(element, volumePath).stream().limit(1)
                .map(layer -> new Vm.StoredDisk(target(element), layer.source()))).toList();
    }

    VmNeeds needs() {
        String cpu = Xml.at(domain, "cpu").map(Xml::print).orElse("");
        return new VmNeeds(Xml.text(domain, "devices", "emulator"), Xml.attributeAt(domain, "arch", "os", "type"),
                Xml.attributeAt(domain, "machine", "os", "type"), domain.getAttribute("type"), cpu, networks(),
                hostDevices(), qemuArguments());
    }

    private List<String> qemuArguments() {
        return Xml.at(domain, "qemu:commandline").stream().flatMap(line -> Xml.children(line, "qemu:arg"))
                .map(argument -> argument.getAttribute("value")).toList();
    }

    private List<NetworkAttachment> networks() {
        return devices("interface").<NetworkAttachment>map(card -> switch (card.getAttribute("type")) {
            case "bridge" -> new NetworkAttachment.Bridge(Xml.attributeAt(card, "bridge", "source"));
            case "network" -> new NetworkAttachment.Network(Xml.attributeAt(card, "network", "source"));
            case String other -> new NetworkAttachment.Other(other);
        }).toList();
    }

    private List<String> hostDevices() {
        return devices("hostdev").map(device -> device.getAttribute("type")).toList();
    }

    /** Whether libvirt has seen QEMU's word that the copy is in step ({@code <mirror ready='yes'>}). */
    boolean mirrorReady(String disk) {
        return diskElements().filter(element -> target(element).equals(disk))
                .anyMatch(element -> Xml.attributeAt(element, "ready", "mirror").equals("yes"));
    }

    /** The same definition with other images. */
    String withChains(Map<String, List<Layer>> chains) {
        diskElements().filter(disk -> chains.containsKey(target(disk)))
                .forEach(disk -> DiskXml.rename(disk, chains.getOrDefault(target(disk), List.of())));
        return Xml.print(domain);
    }

    private Stream<Element> diskElements() {
        return devices("disk");
    }

    private Stream<Element> devices(String name) {
        return Xml.at(domain, "devices").stream().flatMap(devices -> Xml.children(devices, name));
    }

    private static String target(Element disk) {
        return Xml.attributeAt(disk, "dev", "target");
    }
}
