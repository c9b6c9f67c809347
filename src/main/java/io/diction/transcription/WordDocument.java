package io.diction.transcription;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a transcript as word processors read it: Office Open XML, ISO/IEC 29500 part 1, with the
 * least that is a whole document. The libraries for it weigh ten times as much as what they would
 * write here.
 */
final class WordDocument {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  /** Files of the same content have the same bytes. */
  private static final LocalDateTime THEN = LocalDateTime.of(2020, 1, 1, 0, 0);

  private static final String TYPES =
      HEAD
          + """
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
          <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
          <Default Extension="xml" ContentType="application/xml"/>\
          <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
          <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
          </Types>""";

  private static final String RELATIONS =
      HEAD
          + """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
          <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
          </Relationships>""";

  private static final String DOCUMENT_RELATIONS =
      HEAD
          + """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
          <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
          </Relationships>""";

  private static final String STYLES =
      HEAD
          + """
          <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
          <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>\
          <w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>\
          <w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:rPr><w:color w:val="595959"/><w:sz w:val="18"/></w:rPr></w:style>\
          <w:style w:type="character" w:styleId="Time"><w:name w:val="Time"/><w:rPr><w:color w:val="595959"/><w:sz w:val="18"/></w:rPr></w:style>\
          </w:styles>""";

  private WordDocument() {}

  /**
   * A part of the text.
   *
   * @param time when it is said, as a clock shows it
   */
  record Paragraph(String time, String text) {}

  static byte[] write(String title, String caption, List<Paragraph> paragraphs) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", TYPES);
    parts.put("_rels/.rels", RELATIONS);
    parts.put("word/document.xml", document(title, caption, paragraphs));
    parts.put("word/_rels/document.xml.rels", DOCUMENT_RELATIONS);
    parts.put("word/styles.xml", STYLES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setTimeLocal(THEN);
        zip.putNextEntry(entry);
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot write to memory", problem);
    }
    return bytes.toByteArray();
  }

  private static String document(String title, String caption, List<Paragraph> paragraphs) {
    StringBuilder xml = new StringBuilder(HEAD);
    xml.append(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
    styled("Title", title, xml);
    styled("Subtitle", caption, xml);
    for (Paragraph paragraph : paragraphs) {
      xml.append("<w:p><w:r><w:rPr><w:rStyle w:val=\"Time\"/></w:rPr>");
      text(paragraph.time() + "  ", xml);
      xml.append("</w:r><w:r>");
      text(paragraph.text(), xml);
      xml.append("</w:r></w:p>");
    }
    return xml.append(
            "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\""
                + " w:bottom=\"1134\" w:left=\"1134\" w:header=\"709\" w:footer=\"709\""
                + " w:gutter=\"0\"/></w:sectPr></w:body></w:document>")
        .toString();
  }

  private static void styled(String style, String text, StringBuilder xml) {
    xml.append("<w:p><w:pPr><w:pStyle w:val=\"").append(style).append("\"/></w:pPr><w:r>");
    text(text, xml);
    xml.append("</w:r></w:p>");
  }

  private static void text(String text, StringBuilder xml) {
    xml.append("<w:t xml:space=\"preserve\">");
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                default -> xml.appendCodePoint(isAllowed(point) ? point : ' ');
              }
            });
    xml.append("</w:t>");
  }

  /** What XML 1.0 can carry. */
  private static boolean isAllowed(int point) {
    return point == '\t'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
