package io.godwit.adapter.libvirt;

import io.godwit.model.Claim;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.MigrationId;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** How a claim stands in a VM's metadata. */
final class ClaimXml {
    static final String PREFIX = "godwitjob";
    static final String NAMESPACE = "urn:godwit:migration";

    private ClaimXml() {}

    static String write(Claim claim) {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
            Element element = document.createElement("migration");
            element.setAttribute("id", claim.id().value());
            element.setAttribute("epoch", Long.toString(claim.epoch()));
            element.setAttribute("by", claim.by());
            return Xml.print(element);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be had", e);
        }
    }

    /** Nonsense is as if it were not there. */
    static Optional<Claim> read(Element metadata) {
        return Xml.children(metadata, PREFIX + ":migration").findFirst().flatMap(element -> {
            try {
                return Optional.of(new Claim(new MigrationId(element.getAttribute("id")),
                        Long.parseLong(element.getAttribute("epoch")), element.getAttribute("by")));
            } catch (Misuse | NumberFormatException nonsense) {
                return Optional.empty();
            }
        });
    }
}
