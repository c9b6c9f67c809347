package io.diction.dataset.dry;

import io.diction.dataset.DatasetType;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.check.DataCheck;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.check.DataCheck.Surroundings;
import io.diction.dataset.check.Verdict;
import io.diction.dataset.dry.DryUpload.Received;
import io.diction.dataset.file.Item;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.LocatedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks what came in the groups that an upload would make datasets of: each folder, each archive,
 * and each file that lies in no folder, by itself.
 */
final class DryCheck {
  private final DataCheck check;
  private final DryUpload upload;
  private final @Nullable DatasetType chosen;
  private final Surroundings surroundings;
  private final HeardLater heard;
  private final DrySingles singles = new DrySingles();
  private final DrySingles.Model model;
  private final List<Finding> findings;
  private final List<Item> items = new ArrayList<>();

  DryCheck(
      DataCheck check,
      DryUpload upload,
      Supplier<Optional<SpeechModel>> base,
      DrySingles.Model model) {
    this.check = check;
    this.model = model;
    this.heard = new HeardLater(upload.folder());
    this.surroundings = new Surroundings(base, heard);
    this.upload = upload;
    this.chosen =
        Arrays.stream(DatasetType.values())
            .filter(type -> type.name().equals(upload.type()))
            .findFirst()
            .orElse(null);
    this.findings = new ArrayList<>(upload.problems());
  }

  /** What one dataset would be made of. */
  private record Group(String folder, List<Received> files) {
    long bytes() {
      return files.stream().mapToLong(Received::bytes).sum();
    }

    boolean isArchive() {
      return files.size() == 1 && kindByName(files.get(0)) == FileKind.ARCHIVE;
    }
  }

  Outcome run(Progress progress) throws IOException {
    List<Group> groups = groups();
    Told told = new Told(progress, recordingsOutside());
    double all = Math.max(1, groups.stream().mapToLong(Group::bytes).sum());
    double done = 0;
    for (Group group : groups) {
      progress.checkCancelled();
      double next = Math.min(1, done + group.bytes() / all);
      Progress part = told.part(done, next);
      if (group.folder().isEmpty() && group.files().size() == 1) {
        checkFile(group.files().get(0), part);
      } else {
        checkFolder(group, part);
      }
      told.ended(group.isArchive());
      done = next;
    }
    findings.addAll(singles.pair(model, heard));
    Set<String> transcribed = heard.pairs().stream().map(Pair::name).collect(Collectors.toSet());
    return new Outcome(findings, items, DataCheck.audioSeconds(items), transcribed);
  }

  /** What can be compared with its words, after {@link #run}. */
  HeardLater heard() {
    return heard;
  }

  /** Which file is told of a recording. */
  String told(String recording) {
    return singles.told(recording);
  }

  private List<Group> groups() {
    Map<String, List<Received>> folders = new LinkedHashMap<>();
    List<Group> groups = new ArrayList<>();
    for (Received file : upload.received()) {
      if (!upload.isByFolder() || kindByName(file) == FileKind.ARCHIVE) {
        groups.add(new Group("", List.of(file)));
      } else {
        folders.computeIfAbsent(file.path().folder(), name -> new ArrayList<>()).add(file);
      }
    }
    folders.forEach((name, inside) -> groups.add(new Group(name, inside)));
    return groups;
  }

  private static FileKind kindByName(Received file) {
    return FileKind.ofName(file.path().file());
  }

  private void checkFolder(Group group, Progress progress) throws IOException {
    List<LocatedFile> located =
        group.files().stream()
            .map(file -> new LocatedFile(file.path().inside(), file.bytes(), file::file))
            .toList();
    Verdict verdict = check.checkFolder(located, group.folder(), surroundings, progress);
    heard.add(verdict, group.folder().isEmpty() ? "" : group.folder() + "/");
    add(verdict, group.folder());
  }

  private void checkFile(Received file, Progress progress) throws IOException {
    String name = file.path().file();
    FileKind kind = kind(file);
    if (chosen != null && !chosen.takes(kind)) {
      items.add(new Item(name, Item.Kind.OTHER, file.bytes(), null, null, false));
      findings.add(
          Finding.error(chosen.mismatch(), "not_" + chosen.name().toLowerCase(Locale.ROOT), name));
      return;
    }
    DatasetType type = chosen == null ? DatasetType.of(kind) : chosen;
    Verdict verdict =
        check.checkFile(
            file.file(),
            name,
            kind,
            type.mismatch(),
            recordings(),
            upload.work(),
            surroundings,
            progress);
    heard.add(verdict, "");
    if (verdict.usable()) {
      Long duration = verdict.durationMs();
      singles.add(new DrySingles.Single(file, type, duration == null ? 0 : duration));
    }
    add(verdict, "");
  }

  /** By its name, else by what is in it as far as that is certain. */
  private static FileKind kind(Received file) throws IOException {
    FileKind kind = kindByName(file);
    if (kind == FileKind.UNKNOWN) {
      try (InputStream bytes = Files.newInputStream(file.file())) {
        FileKind content = FileKind.ofContent(bytes.readNBytes(FileKind.HEAD_BYTES));
        return content == FileKind.AUDIO || content == FileKind.ARCHIVE ? content : kind;
      }
    }
    return kind;
  }

  private int recordingsOutside() {
    return (int)
        upload.received().stream().filter(file -> kindByName(file) == FileKind.AUDIO).count();
  }

  private Map<String, Path> recordings() {
    Map<String, Path> recordings = new LinkedHashMap<>();
    for (Received file : upload.received()) {
      if (kindByName(file) == FileKind.AUDIO) {
        recordings.putIfAbsent(file.path().file(), file.file());
      }
    }
    return recordings;
  }

  /** Names of files are told with the folder that they came in: another may have the same. */
  private void add(Verdict verdict, String folder) {
    for (Item item : verdict.items()) {
      items.add(folder.isEmpty() ? item : item.in(folder));
    }
    for (Finding found : verdict.findings()) {
      boolean inside = !folder.isEmpty() && !found.file().equals(folder);
      findings.add(inside ? found.in(folder) : found);
    }
  }
}
