package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.transcription.WordDocument.Paragraph;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Follows the package as a reader does: content types, relationships, document, styles. */
class WordDocumentTest {
  private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private final byte[] bytes =
      WordDocument.write(
          "call & <visit>",
          "Recognised with Medical EN",
          List.of(
              new Paragraph("0:00", "Take Brevotal daily."),
              new Paragraph("1:02", "  Spaces,\u0001 “quotes” 🎙 and ]]> stay  ")));

  @Test
  void everyPartHasATypeAndEveryRelationLeadsToAPart() throws Exception {
    Map<String, Document> parts = parts();
    Document types = parts.get("[Content_Types].xml");
    assertThat(parts.keySet().iterator().next()).isEqualTo("[Content_Types].xml");
    List<String> overrides = values(types.getElementsByTagName("Override"), "PartName");
    List<String> defaults = values(types.getElementsByTagName("Default"), "Extension");
    assertThat(parts.keySet())
        .filteredOn(name -> !name.startsWith("["))
        .allMatch(
            name ->
                overrides.contains("/" + name)
                    || defaults.contains(name.substring(name.lastIndexOf('.') + 1)));
    assertThat(overrides).allMatch(name -> parts.containsKey(name.substring(1)));

    Element main = relation(parts.get("_rels/.rels"), OFFICE + "/officeDocument");
    assertThat(main.getAttribute("Target")).isEqualTo("word/document.xml");
    Element styles = relation(parts.get("word/_rels/document.xml.rels"), OFFICE + "/styles");
    assertThat(parts).containsKey("word/" + styles.getAttribute("Target"));
  }

  @Test
  void holdsTheTextInOrderWithWhatXmlCanCarry() throws Exception {
    Document document = parts().get("word/document.xml");
    NodeList paragraphs = document.getElementsByTagNameNS(WORD, "p");
    assertThat(paragraphs.getLength()).isEqualTo(4);
    assertThat(paragraphs.item(0).getTextContent()).isEqualTo("call & <visit>");
    assertThat(paragraphs.item(2).getTextContent()).isEqualTo("0:00  Take Brevotal daily.");
    assertThat(paragraphs.item(3).getTextContent())
        .isEqualTo("1:02    Spaces,  “quotes” 🎙 and ]]> stay  ");
    NodeList texts = document.getElementsByTagNameNS(WORD, "t");
    for (int i = 0; i < texts.getLength(); i++) {
      assertThat(((Element) texts.item(i)).getAttributeNS(XMLConstants.XML_NS_URI, "space"))
          .isEqualTo("preserve");
    }
  }

  @Test
  void usesNoStyleThatItDoesNotDefine() throws Exception {
    Map<String, Document> parts = parts();
    List<String> defined =
        valuesNs(parts.get("word/styles.xml").getElementsByTagNameNS(WORD, "style"), "styleId");
    Document document = parts.get("word/document.xml");
    assertThat(valuesNs(document.getElementsByTagNameNS(WORD, "pStyle"), "val"))
        .isNotEmpty()
        .isSubsetOf(defined);
    assertThat(valuesNs(document.getElementsByTagNameNS(WORD, "rStyle"), "val"))
        .isNotEmpty()
        .isSubsetOf(defined);
    // The order that the schema wants: paragraph properties first, the section last.
    Element body = (Element) document.getElementsByTagNameNS(WORD, "body").item(0);
    assertThat(body.getLastChild().getLocalName()).isEqualTo("sectPr");
    assertThat(body.getFirstChild().getFirstChild().getLocalName()).isEqualTo("pPr");
  }

  @Test
  void sameTextGivesTheSameBytes() {
    List<Paragraph> paragraphs = List.of(new Paragraph("0:00", "Words"));
    assertThat(WordDocument.write("a", "b", paragraphs))
        .isEqualTo(WordDocument.write("a", "b", paragraphs));
  }

  private Map<String, Document> parts() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    Map<String, Document> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(
            entry.getName(),
            factory.newDocumentBuilder().parse(new ByteArrayInputStream(zip.readAllBytes())));
      }
    }
    return parts;
  }

  private static Element relation(Document relations, String type) {
    NodeList all = relations.getElementsByTagName("Relationship");
    for (int i = 0; i < all.getLength(); i++) {
      Element relation = (Element) all.item(i);
      if (relation.getAttribute("Type").equals(type)) {
        return relation;
      }
    }
    throw new AssertionError("no relation of type " + type);
  }

  private static List<String> values(NodeList nodes, String attribute) {
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(i -> ((Element) nodes.item(i)).getAttribute(attribute))
        .toList();
  }

  private static List<String> valuesNs(NodeList nodes, String attribute) {
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(i -> ((Element) nodes.item(i)).getAttributeNS(WORD, attribute))
        .toList();
  }
}
