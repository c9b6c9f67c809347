package io.diction.speech.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cues of WebVTT (W3C Candidate Recommendation of 2019) and SubRip files. Blocks are separated by
 * empty lines. Both notations of times are taken in both formats, as tools mix them.
 */
final class SubtitleParser implements TextReader.Lines {
  private static final String ARROW = "-->";
  private static final Pattern TIMES =
      Pattern.compile("\\s*(" + "[\\d:.,]{5,16})\\s*-->\\s*([\\d:.,]{5,16})(\\s.*)?");
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})[.,](\\d{1,3})");
  // Bounded repetitions: hostile text must not make the time grow with the square of its length.
  private static final Pattern VOICE =
      Pattern.compile("<v(?:\\.[^ >]{0,100})?\\s{1,10}([^>]{1,100})>");
  private static final Pattern TAG =
      Pattern.compile("</?[a-zA-Z0-9:.][^<>]{0,500}>|\\{\\\\[^}]{0,200}}");

  /** Lines of one block that are kept; no cue has more. */
  private static final int MOST_BLOCK_LINES = 200;

  /** Characters of one block: half an hour of speech without a pause. */
  private static final int MOST_BLOCK_CHARACTERS = 30_000;

  private static final double TOLERANCE_SECONDS = 0.001;

  private final String file;
  private final boolean webVtt;
  private final Findings findings;
  private final Consumer<TimedText> cues;
  private final List<String> block = new ArrayList<>();
  private int blockLine;
  private int blockCharacters;
  private boolean first = true;
  private boolean refused;
  private int count;
  private double previousEnd;

  SubtitleParser(String file, boolean webVtt, Findings findings, Consumer<TimedText> cues) {
    this.file = file;
    this.webVtt = webVtt;
    this.findings = findings;
    this.cues = cues;
  }

  @Override
  public boolean line(int number, String text) throws IOException {
    if (webVtt && first) {
      first = false;
      if (!text.equals("WEBVTT") && !text.startsWith("WEBVTT ") && !text.startsWith("WEBVTT\t")) {
        findings.addAt(FindingCode.NOT_WEBVTT, file, number, text);
        refused = true;
        return false;
      }
    }
    if (text.isBlank()) {
      endBlock();
      return !refused;
    }
    // A line left out as illegal must not join two cues: a line with times begins one anyway.
    if (text.contains(ARROW)
        && block.size() > 1
        && block.stream().anyMatch(l -> l.contains(ARROW))) {
      endBlock();
    }
    if (block.isEmpty()) {
      blockLine = number;
      blockCharacters = 0;
    }
    blockCharacters += text.length();
    if (blockCharacters > MOST_BLOCK_CHARACTERS) {
      findings.addAt(FindingCode.LINE_TOO_LONG, file, number, MOST_BLOCK_CHARACTERS);
    } else if (block.size() < MOST_BLOCK_LINES) {
      block.add(text);
    }
    return true;
  }

  /** After the last line. */
  void end() {
    endBlock();
    if (!refused && count == 0) {
      findings.add(FindingCode.NO_CUES, file);
    }
  }

  private void endBlock() {
    if (block.isEmpty() || refused) {
      return;
    }
    int times = block.get(0).contains(ARROW) ? 0 : 1;
    if (times < block.size() && block.get(times).contains(ARROW)) {
      cue(blockLine + times, block.get(times), block.subList(times + 1, block.size()));
    } else if (!isVttNote(block.get(0))) {
      if (!webVtt && count == 0) {
        findings.addAt(FindingCode.NOT_SUBRIP, file, blockLine);
        refused = true;
      } else {
        findings.addAt(FindingCode.CUE_WITHOUT_TIMES, file, blockLine);
      }
    }
    block.clear();
  }

  private boolean isVttNote(String line) {
    return webVtt
        && (line.startsWith("WEBVTT")
            || line.startsWith("NOTE")
            || line.startsWith("STYLE")
            || line.startsWith("REGION"));
  }

  private void cue(int line, String times, List<String> payload) {
    Matcher matcher = TIMES.matcher(times);
    double start = matcher.matches() ? seconds(matcher.group(1)) : Double.NaN;
    double end = matcher.matches() ? seconds(matcher.group(2)) : Double.NaN;
    count++;
    if (Double.isNaN(start) || Double.isNaN(end)) {
      findings.addAt(FindingCode.BAD_CUE_TIMES, file, line, times.strip());
      return;
    }
    if (end <= start) {
      findings.addAt(FindingCode.CUE_ENDS_BEFORE_START, file, line);
      return;
    }
    if (start < previousEnd - TOLERANCE_SECONDS) {
      findings.addAt(FindingCode.CUES_OVERLAP, file, line);
    }
    previousEnd = Math.max(previousEnd, end);
    for (int i = 0; i < payload.size(); i++) {
      String written = payload.get(i);
      String said = TAG.matcher(written).replaceAll("");
      LineFindings.add(findings, file, line + 1 + i, written, said.strip());
    }
    String joined = String.join(" ", payload);
    Matcher voice = VOICE.matcher(joined);
    String speaker = voice.find() ? unescape(voice.group(1)).strip() : "";
    String text = unescape(TAG.matcher(joined).replaceAll("")).replaceAll("\\s+", " ").strip();
    if (text.isEmpty()) {
      findings.addAt(FindingCode.EMPTY_CUE, file, line);
      return;
    }
    cues.accept(new TimedText(line, start, end, speaker, text));
  }

  /** NaN when it is no time. */
  private static double seconds(String time) {
    Matcher matcher = TIME.matcher(time);
    if (!matcher.matches()) {
      return Double.NaN;
    }
    int hours = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    int minutes = Integer.parseInt(matcher.group(2));
    int seconds = Integer.parseInt(matcher.group(3));
    if (minutes > 59 || seconds > 59) {
      return Double.NaN;
    }
    String fraction = matcher.group(4);
    double part = Integer.parseInt(fraction) / StrictMath.pow(10, fraction.length());
    return hours * 3600.0 + minutes * 60 + seconds + part;
  }

  private static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&lrm;", "")
        .replace("&rlm;", "")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
