package io.godwit.adapter.nas;

import io.godwit.model.GodwitException.Failed;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The few words in which Pacemaker's XML is read; document types and entities are not accepted. */
record ClusterXml(Element element) {
    static ClusterXml parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new ClusterXml(factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)))
                    .getDocumentElement());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a protection that we need", e);
        } catch (SAXException | IOException e) {
            throw new Failed("Pacemaker gave something that is not XML: " + e.getMessage(), "crm_mon --as-xml", e);
        }
    }

    String name() {
        return element.getTagName();
    }

    String attribute(String name) {
        return element.getAttribute(name);
    }

    boolean is(String attribute) {
        return attribute(attribute).equals("true");
    }

    Stream<ClusterXml> children() {
        return IntStream.range(0, element.getChildNodes().getLength()).mapToObj(element.getChildNodes()::item)
                .filter(Element.class::isInstance).map(Element.class::cast).map(ClusterXml::new);
    }

    /** All elements of that name, however deep. */
    List<ClusterXml> all(String name) {
        return children().flatMap(child -> Stream.concat(Stream.of(child).filter(it -> it.name().equals(name)),
                child.all(name).stream())).toList();
    }

    Optional<ClusterXml> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The value of a name and value pair in one of the element's own attribute sets. */
    Optional<String> pair(String set, String name) {
        return children().filter(child -> child.name().equals(set)).flatMap(child -> child.all("nvpair").stream())
                .filter(pair -> pair.attribute("name").equals(name)).map(pair -> pair.attribute("value")).findFirst();
    }
}
