package io.diction.speech.corpus;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kaldi's data folders: {@code wav.scp} (recording, path), {@code text} (utterance, words),
 * optionally {@code segments} (utterance, recording, start, end) and {@code utt2spk}. Paths that
 * are commands with a pipe are refused.
 */
final class KaldiReader {
  /** What tools make of the others, or say beside them, and nothing here asks for. */
  private static final Set<String> SIDE_FILES =
      Set.of(
          "spk2gender",
          "spk2utt",
          "spk2age",
          "utt2dur",
          "utt2num_frames",
          "utt2lang",
          "utt2uniq",
          "utt2warp",
          "reco2dur",
          "reco2num_frames",
          "reco2file_and_channel",
          "feats.scp",
          "cmvn.scp",
          "vad.scp",
          "frame_shift",
          "stm",
          "glm",
          "rttm",
          "utt2spk",
          "segments");

  private final CorpusBuilder corpus;
  private final String folder;

  private KaldiReader(CorpusBuilder corpus, String folder) {
    this.corpus = corpus;
    this.folder = folder;
  }

  /** A line split at its first space. */
  private record Row(int line, String rest) {}

  /** Reads the folder in which a {@code wav.scp} lies; false when it has no {@code text}. */
  static boolean read(CorpusFile wavScp, CorpusBuilder corpus) throws IOException {
    KaldiReader reader = new KaldiReader(corpus, CorpusBuilder.folder(wavScp.name()));
    Optional<CorpusFile> text = reader.beside("text");
    if (text.isEmpty()) {
      return false;
    }
    for (String file : SIDE_FILES) {
      reader.beside(file).ifPresent(corpus::consume);
    }
    Map<String, Row> recordings = reader.rows(wavScp);
    Map<String, Row> texts = reader.rows(text.get());
    Map<String, Row> segments = reader.optionalRows("segments");
    Map<String, Row> speakers = reader.optionalRows("utt2spk");
    Map<String, Optional<CorpusFile>> audio = new HashMap<>();
    for (Map.Entry<String, Row> row : recordings.entrySet()) {
      String path = row.getValue().rest();
      int line = row.getValue().line();
      if (path.endsWith("|")) {
        corpus.findings.addAt(FindingCode.BAD_FIELD, wavScp.name(), line, "path", path);
      } else {
        audio.put(row.getKey(), corpus.audio(wavScp, line, path));
      }
    }
    for (Map.Entry<String, Row> row : texts.entrySet()) {
      String speaker = speakers.getOrDefault(row.getKey(), new Row(0, "")).rest();
      reader.utterance(row.getKey(), row.getValue(), text.get(), segments, audio, speaker);
    }
    return true;
  }

  private void utterance(
      String id,
      Row row,
      CorpusFile text,
      Map<String, Row> segments,
      Map<String, Optional<CorpusFile>> audio,
      String speaker) {
    if (row.rest().isEmpty()) {
      corpus.findings.addAt(FindingCode.EMPTY_TEXT, text.name(), row.line(), id);
      return;
    }
    LineFindings.add(corpus.findings, text.name(), row.line(), id + " " + row.rest(), row.rest());
    String recording = id;
    double start = 0;
    double end = Double.NaN;
    Row segment = segments.get(id);
    if (segment != null) {
      String[] fields = segment.rest().split("\\s+");
      start = fields.length == 3 ? seconds(fields[1]) : Double.NaN;
      end = fields.length == 3 ? seconds(fields[2]) : Double.NaN;
      if (!(start >= 0 && end > start)) {
        corpus.findings.addAt(
            FindingCode.BAD_FIELD, name("segments"), segment.line(), id, segment.rest());
        return;
      }
      recording = fields[0];
    }
    Optional<CorpusFile> file = audio.get(recording);
    if (file == null) {
      corpus.findings.addAt(FindingCode.MISSING_AUDIO, text.name(), row.line(), recording);
    } else if (file.isPresent()) {
      corpus.add(id, file.get(), start, end, row.rest(), speaker, Split.UNSPECIFIED);
    }
  }

  private Map<String, Row> optionalRows(String file) throws IOException {
    Optional<CorpusFile> found = beside(file);
    return found.isPresent() ? rows(found.get()) : Map.of();
  }

  private Map<String, Row> rows(CorpusFile file) throws IOException {
    corpus.consume(file);
    Map<String, Row> rows = new LinkedHashMap<>();
    TextReader.read(
        file,
        corpus.limits,
        corpus.findings,
        (number, line) -> {
          if (rows.size() >= corpus.limits.utterances()) {
            corpus.findings.add(FindingCode.TOO_MANY_UTTERANCES, file.name(), rows.size());
            return false;
          }
          String[] parts = line.strip().split("\\s+", 2);
          if (!parts[0].isEmpty()) {
            Row row = new Row(number, parts.length == 2 ? parts[1] : "");
            Row earlier = rows.putIfAbsent(parts[0], row);
            if (earlier != null) {
              corpus.findings.addAt(
                  FindingCode.DUPLICATE_ENTRY, file.name(), number, parts[0], earlier.line());
            }
          }
          return true;
        });
    return rows;
  }

  private Optional<CorpusFile> beside(String file) {
    return corpus.tree.find(name(file));
  }

  private String name(String file) {
    return folder.isEmpty() ? file : folder + "/" + file;
  }

  private static double seconds(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
