package io.godwit.lab;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A disk as a running VM's definition names it: the whole chain, so that it can be opened by NFS without asking any
 * image for a name.
 *
 * @param chain the written image first
 */
record LiveDisk(String target, List<File> chain) {
    /**
     * One file of the chain.
     *
     * @param server the address or, for a file below a mount, the name of the NAS or export that is mounted there
     * @param path as NFS clients name it or, below a mount, on the hypervisor
     */
    record File(String format, String server, String path) {
        String name() {
            return String.valueOf(Path.of(path).getFileName());
        }
    }

    LiveDisk {
        chain = List.copyOf(chain);
    }

    String format() {
        return chain.getFirst().format();
    }

    String name() {
        return chain.getFirst().server() + ":" + chain.getFirst().path();
    }

    static List<LiveDisk> of(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            XPath xpath = XPathFactory.newDefaultInstance().newXPath();
            NodeList disks = (NodeList) xpath.evaluate("/domain/devices/disk[@device='disk']", document,
                    XPathConstants.NODESET);
            List<LiveDisk> found = new ArrayList<>();
            for (int i = 0; i < disks.getLength(); i++) {
                found.add(new LiveDisk(xpath.evaluate("target/@dev", disks.item(i)), chain(xpath, disks.item(i))));
            }
            return found;
        } catch (java.io.IOException | org.xml.sax.SAXException | XPathExpressionException
                | javax.xml.parsers.ParserConfigurationException e) {
            throw new LabException("a definition cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<File> chain(XPath xpath, Node disk) throws XPathExpressionException {
        List<File> chain = new ArrayList<>();
        Node level = disk;
        String format = xpath.evaluate("driver/@type", disk);
        while (level != null && !xpath.evaluate("count(source)", level).equals("0")) {
            String path = xpath.evaluate("concat(source/@name, source/@file)", level);
            String host = xpath.evaluate("source/host/@name", level);
            String server = host.isEmpty() ? String.valueOf(Path.of(path).getName(1)) : host;
            chain.add(new File(format, server, path));
            format = xpath.evaluate("backingStore/format/@type", level);
            level = (Node) xpath.evaluate("backingStore", level, XPathConstants.NODE);
        }
        return chain;
    }

    /**
     * QEMU's json: file name of one layer, read by NFS and without what lies below it. (A chain cannot be opened this way:
     * QEMU takes the backing file's name from the header as soon as it is given by server and path.)
     */
    static String json(File file, List<Place> places) {
        Optional<Place> place = places.stream().filter(known -> known.name().equals(file.server())).findFirst();
        String address = place.map(Place::address).orElse(file.server());
        String path = place.map(known -> known.path() + "/" + file.name()).orElse(file.path());
        String alone = file.format().equals("qcow2") ? ",\"backing\":null" : "";
        return "json:{\"driver\":\"%s\",\"file\":{\"driver\":\"nfs\",\"server\":{\"type\":\"inet\",\"host\":\"%s\"},\"path\":\"%s\"}%s}"
                .formatted(file.format(), address, path, alone);
    }
}
