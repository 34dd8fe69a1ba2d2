package io.godwit.adapter.libvirt;

import io.godwit.model.GodwitException.Failed;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The few words in which Godwit speaks about XML elements; document types and entities are not accepted. */
final class Xml {
    private static final int MAX_CHARS = 4 << 20;

    private Xml() {}

    /**
     * The root element of a document.
     *
     * @throws Failed where the text is not XML, declares a document type, or is larger than any definition should be
     */
    static Element parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new Failed("a definition of " + text.length() + " characters came from libvirt", "look at the VM");
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(Quiet.INSTANCE);
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a protection that we need", e);
        } catch (SAXException | IOException e) {
            throw new Failed("libvirt gave a definition that is not plain XML: " + e.getMessage(), "look at the VM", e);
        }
    }

    /** The JDK's own handler prints to the standard error. */
    private enum Quiet implements ErrorHandler {
        INSTANCE;

        @Override
        public void warning(SAXParseException problem) {}

        @Override
        public void error(SAXParseException problem) throws SAXException {
            throw problem;
        }

        @Override
        public void fatalError(SAXParseException problem) throws SAXException {
            throw problem;
        }
    }

    static String print(Node node) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new Failed("libvirt gave a definition that cannot be written again: " + e.getMessage(),
                    "look at the VM", e);
        }
    }

    static Stream<Element> children(Element parent, String name) {
        return IntStream.range(0, parent.getChildNodes().getLength()).mapToObj(parent.getChildNodes()::item)
                .filter(Element.class::isInstance).map(Element.class::cast)
                .filter(child -> child.getTagName().equals(name));
    }

    /** The first element at a path of names. */
    static Optional<Element> at(Element parent, String... path) {
        Optional<Element> element = Optional.of(parent);
        for (String name : path) {
            element = element.flatMap(found -> children(found, name).findFirst());
        }
        return element;
    }

    static String text(Element parent, String... path) {
        return at(parent, path).map(element -> element.getTextContent().strip()).orElse("");
    }

    static String attribute(Element element, String name) {
        return element.getAttribute(name);
    }

    static String attributeAt(Element parent, String name, String... path) {
        return at(parent, path).map(element -> element.getAttribute(name)).orElse("");
    }

    static Element add(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElement(name);
        parent.appendChild(child);
        return child;
    }

    static void removeAll(Element parent, String name) {
        List<Element> found = children(parent, name).toList();
        found.forEach(parent::removeChild);
    }
}
