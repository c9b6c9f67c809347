package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.Datasets;
import io.diction.dataset.change.Change.Kind;
import io.diction.dataset.change.Fix;
import io.diction.dataset.change.LineText;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.dataset.folder.WorkFolder;
import io.diction.dataset.report.Mending.Wanted;
import io.diction.identity.SignedIn;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TextEdit;
import io.diction.storage.Blob;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.springframework.web.util.UriUtils;

/** Edits and mends lines of texts. */
@Service
class Lines {
  private static final int CONTEXT = 2;

  /** Files that one click mends; the next click mends the next ones. */
  private static final int MOST_FILES = 500;

  private final Mending mending;
  private final Datasets datasets;
  private final FindingRows findings;
  private final Contents contents;
  private final NewBytes newBytes;
  private final WorkFolder work;

  Lines(
      Mending mending,
      Datasets datasets,
      FindingRows findings,
      Contents contents,
      NewBytes newBytes,
      WorkFolder work) {
    this.mending = mending;
    this.datasets = datasets;
    this.findings = findings;
    this.contents = contents;
    this.newBytes = newBytes;
    this.work = work;
  }

  /**
   * A line with those around it.
   *
   * @param version of its file
   */
  record Shown(TextEdit.Line line, List<TextEdit.Line> around, String version) {}

  Shown show(Dataset dataset, String file, int number) throws IOException {
    if (number < 1) {
      throw new NotFound();
    }
    List<TextEdit.Line> around = around(dataset, file, number);
    TextEdit.Line line =
        around.stream().filter(l -> l.number() == number).findFirst().orElseThrow(NotFound::new);
    return new Shown(line, around, contents.version(dataset, file));
  }

  private List<TextEdit.Line> around(Dataset dataset, String file, int number) throws IOException {
    try {
      return contents.read(
          dataset,
          file,
          path ->
              TextEdit.read(
                  path,
                  file,
                  Math.max(1, number - CONTEXT),
                  Math.min(number, 1 << 30) + CONTEXT,
                  work.path()));
    } catch (FormatException noText) {
      throw new Invalid("dataset.line.no-text", file);
    }
  }

  /** What a person typed; a text area sends ends of lines as it likes. */
  void edit(
      CustomModelId model,
      DatasetId id,
      String file,
      int number,
      String version,
      String typed,
      SignedIn who)
      throws IOException {
    Dataset dataset = mending.requireOpen(model, id, who);
    String text = typed.replaceAll("[\\r\\n]+", " ").strip();
    if (text.length() > CorpusLimits.DEFAULT.lineCharacters()) {
      throw new Invalid("dataset.line.too-long", CorpusLimits.DEFAULT.lineCharacters());
    }
    TextEdit.Line before = show(dataset, file, number).line();
    if (!contents.version(dataset, file).equals(version)) {
      throw new WrongState("dataset.change.conflict", file);
    }
    String whole = LineText.of(file, before.text()).with(text);
    Blob bytes =
        write(dataset, file, (n, old) -> n != number || old.equals(whole) ? null : List.of(whole))
            .orElseThrow(() -> new WrongState("dataset.fix.nothing"));
    mending.change(
        model, id, Kind.LINE, List.of(new Wanted(file, number, version, bytes, false)), who);
  }

  /**
   * What a fix came to.
   *
   * @param files that were mended
   * @param left files in which it found nothing that it could mend
   * @param more files that have some that this time did not reach
   */
  record Fixed(int files, int left, int more) {}

  /** Lines to mend by file, and files that have more of them. */
  private record Found(Map<String, Set<Integer>> lines, Set<String> more) {}

  /** Mends what was found: one line, or with line 0 and no file all alike. */
  Fixed fix(CustomModelId model, DatasetId id, String rule, String file, int line, SignedIn who)
      throws IOException {
    // Versions are first: what was found later, in other bytes, does not pass as found in these.
    UnaryOperator<String> versions = contents.versions(mending.requireOpen(model, id, who));
    Dataset dataset = mending.requireOpen(model, id, who);
    Found all = found(dataset.key(), rule, file, line);
    Map<String, Set<Integer>> lines = all.lines();
    List<Wanted> wanted = new ArrayList<>();
    for (Map.Entry<String, Set<Integer>> found : lines.entrySet()) {
      String name = found.getKey();
      TextEdit.Edit edit =
          Fix.of(rule, name).orElseThrow(NotFound::new).edit(name, found.getValue());
      int only = found.getValue().size() == 1 ? found.getValue().iterator().next() : 0;
      write(dataset, name, edit)
          .ifPresent(
              bytes -> wanted.add(new Wanted(name, only, versions.apply(name), bytes, false)));
    }
    if (wanted.isEmpty()) {
      throw new WrongState("dataset.fix.nothing");
    }
    mending.change(model, id, Kind.FIX, wanted, who);
    return new Fixed(wanted.size(), lines.size() - wanted.size(), all.more().size());
  }

  private Found found(DatasetKey dataset, String rule, String file, int line) {
    if (Fix.of(rule, ".txt").isEmpty()) {
      throw new NotFound();
    }
    Map<String, Set<Integer>> lines = new TreeMap<>();
    Set<String> more = new TreeSet<>();
    for (Finding finding : findings.ofRule(dataset, rule)) {
      boolean meant = file.isEmpty() || (finding.file().equals(file) && finding.line() == line);
      boolean room = lines.size() < MOST_FILES || lines.containsKey(finding.file());
      if (meant && Fix.of(rule, finding.file()).isPresent()) {
        if (room) {
          lines.computeIfAbsent(finding.file(), name -> new TreeSet<>()).add(finding.line());
        }
        // Of many in a file the first are listed, and one stands for the rest.
        boolean stands = finding.times() > 1 && finding.line() > 0;
        if (!room || (file.isEmpty() && stands)) {
          more.add(finding.file());
        }
      }
    }
    return new Found(lines, more);
  }

  /** Stores what an edit makes of a file; empty where it changes nothing. */
  Optional<Blob> write(Dataset dataset, String file, TextEdit.Edit edit) throws IOException {
    Path changed = Files.createTempFile(work.path(), "edit", ".txt");
    try {
      try (OutputStream to = Files.newOutputStream(changed)) {
        int count =
            contents.read(dataset, file, path -> TextEdit.write(path, file, to, edit, work.path()));
        if (count == 0) {
          return Optional.empty();
        }
      } catch (FormatException noText) {
        throw new Invalid("dataset.line.no-text", file);
      }
      if (Files.size(changed) > CorpusLimits.DEFAULT.textBytes()) {
        throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
      }
      try (InputStream bytes = Files.newInputStream(changed)) {
        return Optional.of(
            newBytes.store(dataset.organization(), bytes, CorpusLimits.DEFAULT.textBytes()));
      }
    } finally {
      Files.delete(changed);
    }
  }

  /**
   * What a player plays beside a line.
   *
   * @param path of the recording, with the part that it plays
   */
  Optional<String> audio(
      CustomModelId model, Dataset dataset, String file, LineText text, Shown shown) {
    String base = ClipLines.base(text.recording().isEmpty() ? file : text.recording());
    Optional<Recording> found =
        contents
            .recordingOf(dataset, file, base)
            .map(name -> new Recording(dataset, name))
            .or(() -> datasets.partner(model, dataset).map(of -> new Recording(of, of.name())));
    double start = text.startSeconds();
    for (TextEdit.Line line : shown.around()) {
      boolean before = line.number() <= shown.line().number();
      start = before && LineText.start(line.text()) > 0 ? LineText.start(line.text()) : start;
    }
    String part =
        (start > 0 || text.endSeconds() != null ? "#t=" + start : "")
            + (text.endSeconds() == null ? "" : "," + text.endSeconds());
    return found.map(
        recording ->
            ReportController.path(model.value(), recording.dataset().id().value())
                + "/audio?file="
                + UriUtils.encode(recording.name(), StandardCharsets.UTF_8)
                + part);
  }

  private record Recording(Dataset dataset, String name) {}
}
