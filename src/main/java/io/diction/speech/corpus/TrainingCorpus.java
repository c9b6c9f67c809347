package io.diction.speech.corpus;

import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody brings for training or testing: utterances with their recordings, texts and
 * recordings alone, and what was found to be wrong.
 *
 * <p>Understood are a folder or zip archive with recordings and {@code .txt}, {@code .vtt} or
 * {@code .srt} of the same base name, tables ({@code trans.txt}, {@code .tsv}: {@code
 * file.wav<TAB>text}), LibriSpeech's {@code *.trans.txt}, Kaldi's {@code wav.scp} and {@code text},
 * manifests ({@code .jsonl}); a manifest, recording or text by itself. Nothing outside of the
 * folder or archive is read. The user's mistakes are findings, never exceptions; {@link
 * IOException} means that the disk failed.
 *
 * <pre>{@code
 * try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
 *   corpus.findings().forEach(finding -> warn(finding.describe()));
 *   for (String recording : corpus.utterancesByAudio().keySet()) {
 *     corpus.readAudio(decoder, recording, (utterance, audio) -> ...);
 *   }
 *   for (String text : corpus.texts()) {
 *     corpus.readText(text, piece -> ...);
 *   }
 * }
 * }</pre>
 *
 * <p>Reading is for one thread at a time; what was read is immutable. Texts of utterances are held
 * in memory, audio and texts alone are not.
 */
public final class TrainingCorpus implements AutoCloseable {
  /** What macOS puts into archives beside every file. */
  private static final String MAC_FILES = "__MACOSX/";

  private static final Set<String> IGNORED = Set.of("thumbs.db", "desktop.ini");

  private final FileTree tree;
  private final CorpusLimits limits;
  private final List<Utterance> utterances;
  private final List<String> untranscribed;
  private final List<String> texts;
  private final List<CorpusFinding> findings;

  private TrainingCorpus(
      FileTree tree,
      CorpusBuilder builder,
      Set<String> untranscribed,
      List<String> texts,
      List<CorpusFinding> findings) {
    this(tree, builder.limits, builder.utterances(), List.copyOf(untranscribed), texts, findings);
  }

  private TrainingCorpus(
      FileTree tree,
      CorpusLimits limits,
      List<Utterance> utterances,
      List<String> untranscribed,
      List<String> texts,
      List<CorpusFinding> findings) {
    this.tree = tree;
    this.limits = limits;
    this.utterances = utterances;
    this.untranscribed = untranscribed;
    this.texts = List.copyOf(texts);
    this.findings = findings;
  }

  /** Reads everything but the audio. */
  public static TrainingCorpus open(Path source, CorpusLimits limits) throws IOException {
    return open(source, source.getFileName().toString(), limits);
  }

  /**
   * Reads everything but the audio.
   *
   * @param source folder, archive, manifest, recording or text
   * @param name of the source as its owner knows it; the extension of a file decides what it is
   */
  public static TrainingCorpus open(Path source, String name, CorpusLimits limits)
      throws IOException {
    return open(source, name, limits, Changes.NONE);
  }

  /**
   * Reads everything but the audio, as its owner changed it.
   *
   * @param changes by names within the source
   */
  public static TrainingCorpus open(Path source, String name, CorpusLimits limits, Changes changes)
      throws IOException {
    return open(source, name, limits, changes, null);
  }

  /**
   * Reads everything but the audio, as its owner changed it.
   *
   * @param changes by names within the source
   * @param work where recordings are unpacked; null for the folder of temporary files
   */
  public static TrainingCorpus open(
      Path source, String name, CorpusLimits limits, Changes changes, @Nullable Path work)
      throws IOException {
    return open(source, name, limits, changes, work, new Findings(limits));
  }

  /**
   * Reads everything but the audio of a folder whose files do not lie together, as its owner
   * changed it.
   *
   * @param files with names relative to the folder, each of them once
   * @param name of the folder as its owner knows it
   * @param changes by names within the folder
   */
  public static TrainingCorpus open(
      Collection<LocatedFile> files, String name, CorpusLimits limits, Changes changes)
      throws IOException {
    Findings findings = new Findings(limits);
    FileTree tree = FileList.of(files, name, limits, findings);
    FileTree changed = changes.isEmpty() ? tree : new ChangedTree(tree, changes);
    TrainingCorpus corpus = ofTree(new ReadOnce(changed), name, limits, findings);
    return changes.leftOut().isEmpty() ? corpus : corpus.without(changes.leftOut());
  }

  private static TrainingCorpus open(
      Path source,
      String name,
      CorpusLimits limits,
      Changes changes,
      @Nullable Path work,
      Findings findings)
      throws IOException {
    boolean single = false;
    FileTree tree;
    if (Files.isDirectory(source)) {
      tree = FolderTree.list(source, limits, findings);
    } else if (FileKind.detect(name, head(source)) == FileKind.ARCHIVE) {
      tree = ZipTree.open(source, name, limits, findings, work);
    } else {
      tree = FolderTree.around(source);
      single = true;
    }
    if (!changes.isEmpty()) {
      tree = new ChangedTree(tree, changes);
    }
    boolean read = false;
    try {
      TrainingCorpus corpus =
          single
              ? ofFile(source, name, tree, limits, findings)
              : ofTree(new ReadOnce(tree), name, limits, findings);
      read = true;
      return changes.leftOut().isEmpty() ? corpus : corpus.without(changes.leftOut());
    } finally {
      if (!read) {
        tree.close();
      }
    }
  }

  private static TrainingCorpus ofFile(
      Path source, String name, FileTree tree, CorpusLimits limits, Findings findings)
      throws IOException {
    CorpusBuilder builder = new CorpusBuilder(tree, limits, findings);
    String onDisk = source.toRealPath().getFileName().toString();
    CorpusFile file = new Transcripts.OneFile(source, name, Files.size(source));
    Set<String> untranscribed = new TreeSet<>();
    List<String> texts = new ArrayList<>();
    switch (FileKind.detect(name, head(source))) {
      case MANIFEST -> ManifestReader.read(file, builder).forEach(a -> untranscribed.add(a.name()));
      case AUDIO -> untranscribed.add(onDisk);
      case TRANSCRIPT -> {
        if (TableReader.isTable(file, limits)) {
          TableReader.read(file, builder);
        } else {
          Transcripts.read(file, limits, findings, piece -> {});
          if (Transcripts.content(file, limits) != Transcripts.Content.NOTES) {
            texts.add(onDisk);
          }
        }
      }
      case ARCHIVE, UNKNOWN -> findings.add(FindingCode.UNKNOWN_FILE, name);
    }
    return finish(tree, name, builder, untranscribed, texts, findings);
  }

  private static TrainingCorpus ofTree(
      FileTree tree, String name, CorpusLimits limits, Findings findings) throws IOException {
    CorpusBuilder builder = new CorpusBuilder(tree, limits, findings);
    boolean declared = false;
    boolean macFiles = false;
    Set<String> untranscribed = new TreeSet<>();
    for (CorpusFile file : tree.files()) {
      String fileName = file.name().substring(file.name().lastIndexOf('/') + 1);
      FileKind kind = FileKind.ofName(file.name());
      if (file.name().startsWith(MAC_FILES)) {
        if (!macFiles) {
          findings.add(FindingCode.SYSTEM_FILE, MAC_FILES);
        }
        macFiles = true;
        builder.consume(file);
      } else if (fileName.startsWith(".") || IGNORED.contains(fileName.toLowerCase(Locale.ROOT))) {
        findings.add(FindingCode.SYSTEM_FILE, file.name());
        builder.consume(file);
      } else if (fileName.equals("wav.scp")) {
        declared |= KaldiReader.read(file, builder);
      } else if (kind == FileKind.MANIFEST) {
        declared = true;
        ManifestReader.read(file, builder).forEach(audio -> untranscribed.add(audio.name()));
      } else if (kind == FileKind.TRANSCRIPT && isTable(tree, file, limits)) {
        declared = true;
        TableReader.read(file, builder);
      } else if (kind == FileKind.ARCHIVE) {
        findings.add(FindingCode.NESTED_ARCHIVE, file.name());
        builder.consume(file);
      }
    }
    List<String> texts = builder.pairByName(declared);
    for (String text : texts) {
      Transcripts.read(tree.find(text).orElseThrow(), limits, findings, piece -> {});
    }
    for (CorpusFile file : tree.files()) {
      FileKind kind = FileKind.ofName(file.name());
      if (kind == FileKind.AUDIO && !builder.isTranscribed(file) && !builder.isConsumed(file)) {
        untranscribed.add(file.name());
      } else if (kind == FileKind.UNKNOWN && !builder.isConsumed(file)) {
        tellUnknown(file, findings);
      }
    }
    return finish(tree, name, builder, untranscribed, texts, findings);
  }

  private static void tellUnknown(CorpusFile file, Findings findings) throws IOException {
    byte[] head;
    try (InputStream bytes = file.open()) {
      head = bytes.readNBytes(FileKind.HEAD_BYTES);
    } catch (ZipException | EOFException damaged) {
      head = new byte[0];
    }
    Optional<OtherContent> other =
        OtherContent.of(head, head.length).filter(found -> found.code() != FindingCode.HOLDS_OTHER);
    if (other.isPresent()) {
      findings.add(other.get().code(), file.name(), other.get().label());
    } else {
      findings.add(FindingCode.UNKNOWN_FILE, file.name());
    }
  }

  /** A text beside a recording of the same name is its transcript, tabs or not. */
  private static boolean isTable(FileTree tree, CorpusFile file, CorpusLimits limits)
      throws IOException {
    String base = FileKind.baseName(file.name());
    boolean paired =
        tree.files().size() < 2
            ? false
            : Stream.of("wav", "mp3", "m4a", "flac")
                .anyMatch(extension -> tree.find(base + "." + extension).isPresent());
    return !paired && TableReader.isTable(file, limits);
  }

  private static TrainingCorpus finish(
      FileTree tree,
      String name,
      CorpusBuilder builder,
      Set<String> untranscribed,
      List<String> texts,
      Findings findings) {
    builder.tellFoundByName();
    untranscribed.removeAll(builder.transcribed().keySet());
    if (builder.utterances().isEmpty() && untranscribed.isEmpty() && texts.isEmpty()) {
      findings.add(FindingCode.NOTHING_USABLE, name);
    }
    return new TrainingCorpus(tree, builder, untranscribed, texts, findings.toList());
  }

  private TrainingCorpus without(Set<String> leftOut) {
    return new TrainingCorpus(
        tree,
        limits,
        utterances.stream().filter(utterance -> !leftOut.contains(utterance.audio())).toList(),
        untranscribed.stream().filter(audio -> !leftOut.contains(audio)).toList(),
        texts,
        findings.stream().filter(finding -> !leftOut.contains(finding.file())).toList());
  }

  /** Names and sizes in bytes of all files, whether they are used or not. */
  public Map<String, Long> files() {
    Map<String, Long> sizes = new TreeMap<>();
    tree.files().forEach(file -> sizes.put(file.name(), file.size()));
    Stream.of(utterances.stream().map(Utterance::audio), untranscribed.stream(), texts.stream())
        .flatMap(names -> names)
        .distinct()
        .filter(file -> !sizes.containsKey(file))
        .forEach(file -> tree.find(file).ifPresent(found -> sizes.put(file, found.size())));
    return sizes;
  }

  /**
   * One file of an archive.
   *
   * @param name of the archive, as its owner knows it
   * @return whether it is there, not larger than texts may be, and undamaged
   */
  public static boolean unpack(Path archive, String name, String entry, OutputStream to)
      throws IOException {
    CorpusLimits limits = CorpusLimits.DEFAULT;
    try (ZipTree tree = ZipTree.open(archive, name, limits, new Findings(limits))) {
      Optional<CorpusFile> file =
          tree.find(entry).filter(found -> found.size() <= limits.textBytes());
      if (file.isEmpty()) {
        return false;
      }
      try (InputStream in = file.get().open()) {
        in.transferTo(to);
      }
      return true;
    } catch (ZipException | EOFException damaged) {
      return false;
    }
  }

  /** In the order of the files; ids are unique. */
  public List<Utterance> utterances() {
    return utterances;
  }

  /** Recordings without any text, by name. */
  public List<String> untranscribed() {
    return untranscribed;
  }

  /** Texts without a recording, by name; {@link Transcripts#content} says what one brings. */
  public List<String> texts() {
    return texts;
  }

  /** What is wrong, in the order in which it was found. */
  public List<CorpusFinding> findings() {
    return findings;
  }

  /** Utterances by recording, in the order of the recordings' names. */
  public Map<String, List<Utterance>> utterancesByAudio() {
    Map<String, List<Utterance>> result = new TreeMap<>();
    for (Utterance utterance : utterances) {
      result.computeIfAbsent(utterance.audio(), name -> new ArrayList<>()).add(utterance);
    }
    return result;
  }

  /** Reads a text without recording; problems were reported when the corpus was opened. */
  public void readText(String name, Consumer<TimedText> pieces) throws IOException {
    Optional<CorpusFile> file = tree.find(name);
    if (file.isPresent()) {
      Transcripts.read(file.get(), limits, new Findings(limits), pieces);
    }
  }

  /**
   * Where a recording or text lies on the disk, until the corpus is closed; unpacks it when it is
   * in an archive. May be called from several threads at a time, which then wait for each other
   * only where they unpack.
   */
  public Path audioFile(String name) throws IOException {
    CorpusFile file = tree.find(name).orElseThrow(() -> new NoSuchFileException(name));
    return tree.locate(file);
  }

  /** How a text is written down. */
  public TextShape shape(String name) throws IOException {
    CorpusFile file = tree.find(name).orElseThrow(() -> new NoSuchFileException(name));
    return TextShape.of(file::open);
  }

  /**
   * SHA-256 of a recording's file, read as a stream.
   *
   * @param progress only asked whether to stop
   */
  public String sha256(String name, Progress progress) throws IOException {
    CorpusFile file = tree.find(name).orElseThrow(() -> new NoSuchFileException(name));
    try (InputStream in = file.open()) {
      return Sha256.of(in, progress);
    }
  }

  /** Opens a recording. */
  public AudioSource openAudio(AudioDecoder decoder, String name) throws IOException {
    return decoder.open(audioFile(name), name);
  }

  /**
   * Decodes one recording and cuts its utterances out of it, holding one at a time.
   *
   * @param told every utterance with its samples; one that lies beyond the end of the recording
   *     gets none and is left out
   * @throws io.diction.speech.FormatException when the recording cannot be decoded
   */
  public void readAudio(AudioDecoder decoder, String name, BiConsumer<Utterance, Audio> told)
      throws IOException {
    List<Utterance> wanted = utterancesByAudio().getOrDefault(name, List.of());
    try (AudioSource source = openAudio(decoder, name)) {
      UtteranceCutter cutter = new UtteranceCutter(wanted, told);
      float[] buffer = new float[8_192];
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        cutter.take(buffer, read);
      }
      cutter.end();
    }
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }

  private static byte[] head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(FileKind.HEAD_BYTES);
    }
  }
}
