package io.diction.speech.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together recordings and texts: what the readers of the single formats share. */
final class CorpusBuilder {
  /** Stands for a recording that is there more than once. */
  private static final String AMBIGUOUS = "/";

  private static final List<String> AUDIO_EXTENSIONS =
      List.of("wav", "flac", "mp3", "m4a", "mp4", "ogg", "opus", "aac", "w64", "mov");

  /** Characters of all texts that are kept in memory: a thousand hours of speech. */
  private static final long MOST_CHARACTERS = 100_000_000;

  final FileTree tree;
  final CorpusLimits limits;
  final Findings findings;
  private final List<Utterance> utterances = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, CorpusFile> transcribed = new TreeMap<>();
  private final Set<String> consumed = new HashSet<>();
  private final Map<String, List<String>> byLowerCase = new HashMap<>();
  private final Map<String, String> recordingsByName = new HashMap<>();
  private final Map<String, Counts> foundByName = new TreeMap<>();
  private boolean full;
  private long characters;

  CorpusBuilder(FileTree tree, CorpusLimits limits, Findings findings) {
    this.tree = tree;
    this.limits = limits;
    this.findings = findings;
    for (CorpusFile file : tree.files()) {
      byLowerCase
          .computeIfAbsent(file.name().toLowerCase(Locale.ROOT), key -> new ArrayList<>())
          .add(file.name());
      if (FileKind.ofName(file.name()) == FileKind.AUDIO) {
        recordingsByName.merge(
            lastOf(file.name()).toLowerCase(Locale.ROOT), file.name(), (one, other) -> AMBIGUOUS);
      }
    }
  }

  /** How many paths of a file lead to another computer, and whose recordings are here. */
  private static final class Counts {
    private int found;
    private int all;
  }

  /** Marks a file as read, so that nobody looks for its pair. */
  void consume(CorpusFile file) {
    consumed.add(file.name());
  }

  boolean isConsumed(CorpusFile file) {
    return consumed.contains(file.name());
  }

  boolean isTranscribed(CorpusFile file) {
    return transcribed.containsKey(file.name());
  }

  /**
   * The recording that a table or manifest names.
   *
   * @param source the file that names it, for findings and as the folder it is relative to
   * @return empty when it is not there or must not be read; the finding has been made
   */
  Optional<CorpusFile> audio(CorpusFile source, int line, String written) {
    String folder = folder(source.name());
    Counts counts = foundByName.computeIfAbsent(source.name(), file -> new Counts());
    counts.all++;
    Optional<String> name = tree.resolve(folder, written);
    if (name.isEmpty()) {
      Optional<CorpusFile> sameName =
          isOfAnotherComputer(written) ? byName(written) : Optional.empty();
      if (sameName.isPresent()) {
        counts.found++;
        return sameName;
      }
      findings.addAt(FindingCode.PATH_OUTSIDE, source.name(), line, written);
      return Optional.empty();
    }
    Optional<CorpusFile> found = find(name.get());
    if (found.isEmpty() && !folder.isEmpty()) {
      found = tree.resolve("", written).flatMap(this::find);
    }
    if (found.isEmpty()) {
      findings.addAt(FindingCode.MISSING_AUDIO, source.name(), line, written);
    }
    return found;
  }

  private static boolean isOfAnotherComputer(String path) {
    return path.startsWith("/")
        || path.startsWith("\\\\")
        || path.matches("(?s)([A-Za-z]:[/\\\\]|[A-Za-z][A-Za-z0-9+.-]+://).*");
  }

  /** The only recording of this name, wherever it lies; in a root that is not listed, beside. */
  Optional<CorpusFile> byName(String path) {
    String last = lastOf(path);
    if (tree.files().isEmpty()) {
      return last.isEmpty() ? Optional.empty() : tree.resolve("", last).flatMap(tree::find);
    }
    String name = recordingsByName.getOrDefault(last.toLowerCase(Locale.ROOT), AMBIGUOUS);
    return name.equals(AMBIGUOUS) ? Optional.empty() : tree.find(name);
  }

  /** One sentence for each file that names recordings by paths of another computer. */
  void tellFoundByName() {
    foundByName.forEach(
        (file, counts) -> {
          if (counts.found > 0) {
            findings.add(FindingCode.FOUND_BY_NAME, file, counts.found, counts.all);
          }
        });
  }

  /** The last part of a path or address, however it is written. */
  static String lastOf(String path) {
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return last.equals("..") || last.equals(".") ? "" : last;
  }

  /** The recording with a base name, whatever its extension; as LibriSpeech names them. */
  Optional<CorpusFile> audioOfBase(CorpusFile source, int line, String base) {
    for (String extension : AUDIO_EXTENSIONS) {
      Optional<CorpusFile> found =
          tree.resolve(folder(source.name()), base + "." + extension).flatMap(this::find);
      if (found.isPresent()) {
        return found;
      }
    }
    for (String extension : AUDIO_EXTENSIONS) {
      Optional<CorpusFile> found = byName(base + "." + extension);
      if (found.isPresent() && !tree.files().isEmpty()) {
        return found;
      }
    }
    findings.addAt(FindingCode.MISSING_AUDIO, source.name(), line, base);
    return Optional.empty();
  }

  /** Exactly this name, or the only one that differs in upper and lower case alone. */
  private Optional<CorpusFile> find(String name) {
    Optional<CorpusFile> exact = tree.find(name);
    if (exact.isPresent()) {
      return exact;
    }
    List<String> similar = byLowerCase.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return similar.size() == 1 ? tree.find(similar.get(0)) : Optional.empty();
  }

  /** Adds an utterance under an id made unique; false when there are too many. */
  boolean add(
      String id,
      CorpusFile audio,
      double startSeconds,
      double endSeconds,
      String text,
      String speaker,
      Split split) {
    characters += text.length();
    if (utterances.size() >= limits.utterances() || characters > MOST_CHARACTERS) {
      if (!full) {
        findings.add(FindingCode.TOO_MANY_UTTERANCES, audio.name(), utterances.size());
      }
      full = true;
      return false;
    }
    int count = ids.merge(id, 1, Integer::sum);
    utterances.add(
        new Utterance(
            count == 1 ? id : id + "~" + count,
            audio.name(),
            startSeconds,
            endSeconds,
            text,
            speaker,
            split));
    transcribed.put(audio.name(), audio);
    return true;
  }

  /** Pairs what is left by base name; what has no partner remains a text or a recording alone. */
  List<String> pairByName(boolean declaredAsPairs) throws IOException {
    Map<String, CorpusFile> audioByBase = new TreeMap<>();
    for (CorpusFile file : tree.files()) {
      if (FileKind.ofName(file.name()) == FileKind.AUDIO
          && !isTranscribed(file)
          && !isConsumed(file)) {
        CorpusFile other = audioByBase.putIfAbsent(FileKind.baseName(file.name()), file);
        if (other != null) {
          findings.add(FindingCode.AMBIGUOUS_PAIR, file.name(), other.name());
        }
      }
    }
    List<String> texts = new ArrayList<>();
    for (CorpusFile file : transcripts(tree.files())) {
      boolean isMarkdown = FileKind.extension(file.name()).equals("md");
      CorpusFile audio = isMarkdown ? null : audioByBase.get(FileKind.baseName(file.name()));
      if (audio == null && TextFormat.of(file) == TextFormat.ELAN) {
        audio = recordingOf(file);
      }
      if (audio == null) {
        switch (Transcripts.content(file, limits)) {
          case SENTENCES -> {
            texts.add(file.name());
            unmatched(FindingCode.UNMATCHED_TRANSCRIPT, file, declaredAsPairs);
          }
          case STRUCTURED, SPOKEN_FORMS -> texts.add(file.name());
          case DISPLAY_RULES -> {
            if (file.size() <= Transcripts.LARGEST_LIST_BYTES) {
              texts.add(file.name());
            } else {
              findings.add(
                  FindingCode.TOO_LARGE, file.name(), file.size(), Transcripts.LARGEST_LIST_BYTES);
            }
          }
          case NOTES -> findings.add(FindingCode.NOT_STRUCTURED, file.name());
        }
      } else if (isTranscribed(audio)) {
        findings.add(FindingCode.AMBIGUOUS_PAIR, file.name(), audio.name());
      } else {
        readPair(file, audio);
      }
    }
    for (CorpusFile audio : audioByBase.values()) {
      if (!isTranscribed(audio)) {
        unmatched(FindingCode.UNMATCHED_AUDIO, audio, declaredAsPairs);
      }
    }
    return texts;
  }

  /** What a transcript of ELAN says that it belongs to. */
  private @Nullable CorpusFile recordingOf(CorpusFile elan) throws IOException {
    for (String name : ElanReader.media(elan, limits)) {
      Optional<CorpusFile> beside = tree.resolve(folder(elan.name()), name).flatMap(this::find);
      Optional<CorpusFile> found = beside.isPresent() ? beside : byName(name);
      if (found.isPresent() && FileKind.ofName(found.get().name()) == FileKind.AUDIO) {
        return found.get();
      }
    }
    return null;
  }

  private void unmatched(FindingCode code, CorpusFile file, boolean declaredAsPairs) {
    CorpusFinding finding = CorpusFinding.of(code, file.name(), 0, 0);
    findings.add(declaredAsPairs ? finding.asError() : finding);
  }

  /** Those with times first, so that they win over a plain text of the same name. */
  private List<CorpusFile> transcripts(Collection<CorpusFile> files) {
    List<CorpusFile> result = new ArrayList<>();
    for (String extension : List.of("vtt", "srt", "eaf", "txt", "tsv", "csv", "md")) {
      for (CorpusFile file : files) {
        if (FileKind.extension(file.name()).equals(extension) && !isConsumed(file)) {
          result.add(file);
        }
      }
    }
    return result;
  }

  private void readPair(CorpusFile transcript, CorpusFile audio) throws IOException {
    consume(transcript);
    List<TimedText> pieces = new ArrayList<>();
    Transcripts.read(transcript, limits, findings, pieces::add);
    String id = FileKind.baseName(audio.name());
    if (pieces.isEmpty()) {
      return;
    }
    if (!pieces.get(0).hasTimes()) {
      String text = String.join(" ", pieces.stream().map(TimedText::text).toList());
      add(id, audio, 0, Double.NaN, text, "", Split.UNSPECIFIED);
      return;
    }
    int number = 1;
    for (TimedText piece : pieces) {
      add(
          "%s-%04d".formatted(id, number++),
          audio,
          piece.startSeconds(),
          piece.endSeconds(),
          piece.text(),
          piece.speaker(),
          Split.UNSPECIFIED);
    }
  }

  List<Utterance> utterances() {
    return List.copyOf(utterances);
  }

  /** Recordings of which something is transcribed, by name. */
  Map<String, CorpusFile> transcribed() {
    return transcribed;
  }

  static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
