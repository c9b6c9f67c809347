package io.diction.speech.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Transcripts of ELAN ({@code .eaf}): what the tiers at the top say and when, each tier a speaker.
 * Tiers that hang on others (translations, glosses) are not what is said. A document type, and with
 * it every entity of the file's own, is refused.
 */
final class ElanReader {
  private static final int MOST_MEDIA = 8;

  /** A parser holds any single value of a file in memory, and a month of speech takes less. */
  private static final long LARGEST_BYTES = 32L << 20;

  /** Elements within each other: the format has five. */
  private static final int DEEPEST = 50;

  private final CorpusFile file;
  private final CorpusLimits limits;
  private final Findings findings;
  private final List<String> media = new ArrayList<>();
  private final Map<String, Long> slots = new HashMap<>();
  private final List<TimedText> pieces = new ArrayList<>();
  private String speaker = "";
  private boolean top;
  private int depth;
  private String from = "";
  private String to = "";

  private ElanReader(CorpusFile file, CorpusLimits limits, Findings findings) {
    this.file = file;
    this.limits = limits;
    this.findings = findings;
  }

  /** Reads a transcript; its pieces are told in the order of their times. */
  static void read(
      CorpusFile file, CorpusLimits limits, Findings findings, Consumer<TimedText> pieces)
      throws IOException {
    ElanReader reader = new ElanReader(file, limits, findings);
    if (reader.readAll() && reader.pieces.isEmpty()) {
      findings.add(FindingCode.NO_CUES, file.name());
    }
    reader.pieces.sort(Comparator.comparingDouble(TimedText::startSeconds));
    reader.pieces.forEach(pieces);
  }

  /** Names of the recordings that it belongs to, without the folders of another computer. */
  static List<String> media(CorpusFile file, CorpusLimits limits) throws IOException {
    ElanReader reader = new ElanReader(file, limits, new Findings(limits));
    var unused = reader.readAll();
    return reader.media;
  }

  private boolean readAll() throws IOException {
    long most = Math.min(limits.textBytes(), LARGEST_BYTES);
    if (file.size() > most) {
      findings.add(FindingCode.TOO_LARGE, file.name(), file.size(), most);
      return false;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    XMLStreamReader xml = null;
    try (InputStream bytes = new BufferedInputStream(file.open(), 1 << 16)) {
      xml = factory.createXMLStreamReader(bytes);
      while (xml.hasNext()) {
        if (!take(xml)) {
          return false;
        }
      }
      return true;
    } catch (XMLStreamException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
      findings.addAt(FindingCode.BAD_XML, file.name(), Math.max(0, line));
      return false;
    } catch (ZipException | EOFException damaged) {
      findings.add(FindingCode.UNREADABLE, file.name());
      return false;
    } finally {
      close(xml);
    }
  }

  private static void close(@Nullable XMLStreamReader xml) {
    try {
      if (xml != null) {
        xml.close();
      }
    } catch (XMLStreamException unimportant) {
      // Nothing is held but memory.
    }
  }

  /** The next thing; false ends the reading. */
  private boolean take(XMLStreamReader xml) throws XMLStreamException {
    int event = next(xml);
    if (event == XMLStreamConstants.DTD
        || event == XMLStreamConstants.ENTITY_REFERENCE
        || depth > DEEPEST) {
      findings.addAt(FindingCode.BAD_XML, file.name(), xml.getLocation().getLineNumber());
      return false;
    }
    if (event != XMLStreamConstants.START_ELEMENT) {
      return true;
    }
    switch (xml.getLocalName()) {
      case "MEDIA_DESCRIPTOR" -> {
        addMedia(attribute(xml, "MEDIA_URL"));
        addMedia(attribute(xml, "RELATIVE_MEDIA_URL"));
      }
      case "TIME_SLOT" -> addSlot(attribute(xml, "TIME_SLOT_ID"), attribute(xml, "TIME_VALUE"));
      case "TIER" -> {
        String participant = attribute(xml, "PARTICIPANT").strip();
        speaker = participant.isEmpty() ? attribute(xml, "TIER_ID").strip() : participant;
        top = attribute(xml, "PARENT_REF").isEmpty();
      }
      case "ALIGNABLE_ANNOTATION" -> {
        from = attribute(xml, "TIME_SLOT_REF1");
        to = attribute(xml, "TIME_SLOT_REF2");
      }
      case "REF_ANNOTATION" -> from = "";
      case "ANNOTATION_VALUE" -> {
        return addPiece(xml);
      }
      default -> {}
    }
    return true;
  }

  private int next(XMLStreamReader xml) throws XMLStreamException {
    int event = xml.next();
    if (event == XMLStreamConstants.START_ELEMENT) {
      depth++;
    } else if (event == XMLStreamConstants.END_ELEMENT) {
      depth--;
    }
    return event;
  }

  private boolean addPiece(XMLStreamReader xml) throws XMLStreamException {
    int line = xml.getLocation().getLineNumber();
    String text = text(xml);
    Long start = slots.get(from);
    Long end = slots.get(to);
    if (!top || start == null || end == null || text.isEmpty()) {
      return true;
    }
    if (end <= start) {
      findings.addAt(FindingCode.CUE_ENDS_BEFORE_START, file.name(), line);
      return true;
    }
    if (pieces.size() >= limits.utterances()) {
      findings.add(FindingCode.TOO_MANY_UTTERANCES, file.name(), pieces.size());
      return false;
    }
    pieces.add(new TimedText(line, start / 1000.0, end / 1000.0, speaker, text));
    return true;
  }

  /** The text up to the end of the element, on one line and no longer than lines may be. */
  private String text(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int line = xml.getLocation().getLineNumber();
    int outside = depth - 1;
    while (depth > outside && depth <= DEEPEST && xml.hasNext()) {
      switch (next(xml)) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (text.length() <= limits.lineCharacters()) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            findings.addAt(FindingCode.BAD_XML, file.name(), line);
        default -> {}
      }
    }
    if (text.length() > limits.lineCharacters()) {
      findings.addAt(FindingCode.LINE_TOO_LONG, file.name(), line, limits.lineCharacters());
      return "";
    }
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private void addMedia(String url) {
    String name = CorpusBuilder.lastOf(url);
    if (!name.isEmpty() && media.size() < MOST_MEDIA && !media.contains(name)) {
      media.add(name);
    }
  }

  private void addSlot(String id, String milliseconds) {
    if (slots.size() <= 2 * limits.utterances() && milliseconds.matches("\\d{1,12}")) {
      slots.put(id, Long.valueOf(milliseconds));
    }
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
