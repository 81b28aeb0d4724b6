package io.atelier.platform.api.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What {@code node --test} reports in the format of JUnit. */
record NodeReport(List<NodeReport.Case> cases) {
    /** @param failure what went wrong; empty where nothing did */
    record Case(String name, Optional<String> failure) {
        DynamicTest asTest() {
            return DynamicTest.dynamicTest(name, () -> failure.ifPresent(Assertions::fail));
        }
    }

    static NodeReport read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            NodeList cases = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("testcase");
            return new NodeReport(IntStream.range(0, cases.getLength())
                    .mapToObj(i -> of((Element) cases.item(i)))
                    .toList());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("the report of node cannot be read", e);
        }
    }

    private static Case of(Element test) {
        NodeList failures = test.getElementsByTagName("failure");
        return new Case(
                test.getAttribute("name"),
                failures.getLength() == 0
                        ? Optional.empty()
                        : Optional.of(failures.item(0).getTextContent()));
    }

    boolean allPassed() {
        return cases.stream().allMatch(test -> test.failure().isEmpty());
    }
}
