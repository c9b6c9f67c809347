package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.change.Change.Kind;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.folder.WorkFolder;
import io.diction.dataset.report.Mending.Wanted;
import io.diction.identity.SignedIn;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.TextEdit;
import io.diction.storage.Blob;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The lines of texts in which the words of clips are written, and what is done to them. */
@Service
public class ClipLines {
  /** Tables and manifests that are looked through: data has few. */
  private static final int MOST_TABLES = 20;

  private static final List<String> TEXTS = List.of(".txt", ".vtt", ".srt");

  private final Mending mending;
  private final Lines lines;
  private final Contents contents;
  private final ItemRows items;
  private final WorkFolder work;

  ClipLines(Mending mending, Lines lines, Contents contents, ItemRows items, WorkFolder work) {
    this.mending = mending;
    this.lines = lines;
    this.contents = contents;
    this.items = items;
    this.work = work;
  }

  /**
   * A clip.
   *
   * @param recording as its owner knows it
   * @param words as they are written
   */
  public record Clip(String recording, long startMs, String words) {}

  /**
   * Some words of a clip: those of a piece of a long recording, or those that nobody says.
   *
   * @param whole the clip
   * @param spoken the words as they are spoken
   * @param share of the recording before them, 0 to 1
   * @param words what is spoken where something is written
   */
  public record Part(
      Clip whole, List<String> spoken, double share, Function<String, List<String>> words) {
    public Part {
      spoken = List.copyOf(spoken);
    }
  }

  /** A line of a text. */
  public record Line(String file, int number) {}

  /** The line on which the words of a clip begin. */
  public Optional<Line> find(Dataset dataset, Clip clip) throws IOException {
    ClipPlace place = place(dataset, clip);
    return place == null ? Optional.empty() : Optional.of(new Line(place.file(), place.line()));
  }

  /** The line on which some words of a clip begin. */
  public Optional<Line> find(Dataset dataset, Part part) throws IOException {
    ClipPlace place = place(dataset, part.whole());
    if (place == null) {
      return Optional.empty();
    }
    WordsInLines text = read(dataset, place, part);
    int line = text.find(part.spoken(), part.share()).map(text::line).orElse(place.line());
    return Optional.of(new Line(place.file(), line));
  }

  /** Has some words of a clip not used; the others stay. */
  public void leaveOut(CustomModelId model, DatasetId id, Part part, SignedIn who)
      throws IOException {
    Dataset dataset = mending.requireOpen(model, id, who);
    ClipPlace place = require(dataset, part.whole());
    WordsInLines text = read(dataset, place, part);
    WordsInLines.Range range =
        text.find(part.spoken(), part.share()).orElseThrow(() -> notThere(part.whole()));
    if (text.isAll(range)) {
      leaveOut(model, id, part.whole(), who);
      return;
    }
    TextEdit.Edit edit = text.removed(range);
    if (edit == null) {
      throw notThere(part.whole());
    }
    Wanted changed = wanted(dataset, place.file(), edit);
    Wanted line =
        new Wanted(changed.file(), text.line(range), changed.version(), changed.bytes(), false);
    mending.change(model, id, Kind.LINE, List.of(line), who);
  }

  private static Invalid notThere(Clip clip) {
    return new Invalid("agreement.no-line", clip.recording());
  }

  private WordsInLines read(Dataset dataset, ClipPlace place, Part part) throws IOException {
    WordsInLines text = new WordsInLines(place.file(), part.words());
    var unused =
        contents.read(
            dataset,
            place.file(),
            path ->
                TextEdit.write(
                    path,
                    place.file(),
                    OutputStream.nullOutputStream(),
                    (number, line) -> {
                      if (number >= place.line() && number <= place.last()) {
                        text.add(number, line);
                      }
                      return null;
                    },
                    work.path()));
    return text;
  }

  /** Writes the words of each of two clips where those of the other were. */
  public void swap(CustomModelId model, DatasetId id, Clip one, Clip other, SignedIn who)
      throws IOException {
    Dataset dataset = mending.requireOpen(model, id, who);
    ClipPlace first = require(dataset, one);
    ClipPlace second = require(dataset, other);
    TextEdit.Edit edit = first.saying(other.words());
    TextEdit.Edit otherEdit = second.saying(one.words());
    List<Wanted> wanted = new ArrayList<>();
    if (first.file().equals(second.file())) {
      TextEdit.Edit both =
          (number, text) -> {
            List<String> changed = edit.line(number, text);
            return changed == null ? otherEdit.line(number, text) : changed;
          };
      wanted.add(wanted(dataset, first.file(), both));
    } else {
      wanted.add(wanted(dataset, first.file(), edit));
      wanted.add(wanted(dataset, second.file(), otherEdit));
    }
    mending.change(model, id, Kind.SWAP, wanted, who);
  }

  /** Has a clip not used with these words: its recording may still be, as one without any. */
  public void leaveOut(CustomModelId model, DatasetId id, Clip clip, SignedIn who)
      throws IOException {
    Dataset dataset = mending.requireOpen(model, id, who);
    ClipPlace place = require(dataset, clip);
    if (!place.isWhole()) {
      Wanted changed = wanted(dataset, place.file(), place.removed());
      Wanted line =
          new Wanted(changed.file(), place.line(), changed.version(), changed.bytes(), false);
      mending.change(model, id, Kind.LINE, List.of(line), who);
    } else if (place.file().equals(dataset.name())) {
      throw new Invalid("agreement.leave-out.whole", dataset.name());
    } else {
      mending.leaveOut(model, id, place.file(), true, who);
    }
  }

  private Wanted wanted(Dataset dataset, String file, TextEdit.Edit edit) throws IOException {
    String version = contents.version(dataset, file);
    Blob bytes =
        lines
            .write(dataset, file, edit)
            .orElseThrow(() -> new WrongState("dataset.change.conflict", file));
    return new Wanted(file, 0, version, bytes, false);
  }

  private ClipPlace require(Dataset dataset, Clip clip) throws IOException {
    ClipPlace place = place(dataset, clip);
    if (place == null) {
      throw notThere(clip);
    }
    return place;
  }

  private @Nullable ClipPlace place(Dataset dataset, Clip clip) throws IOException {
    if (!dataset.isArchive()) {
      return search(dataset, dataset.name(), clip, true);
    }
    Set<String> own = new LinkedHashSet<>();
    for (String ending : TEXTS) {
      own.add(base(clip.recording()) + ending);
    }
    for (String file : own) {
      ClipPlace place = items.has(dataset.key(), file) ? search(dataset, file, clip, true) : null;
      if (place != null) {
        return place;
      }
    }
    for (String file : items.texts(dataset.key(), MOST_TABLES)) {
      ClipPlace place = own.contains(file) ? null : search(dataset, file, clip, false);
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  private @Nullable ClipPlace search(Dataset dataset, String file, Clip clip, boolean isOwn)
      throws IOException {
    ClipPlace.Search search = new ClipPlace.Search(file, clip, isOwn);
    try {
      var unused =
          contents.read(
              dataset,
              file,
              path ->
                  TextEdit.write(
                      path,
                      file,
                      OutputStream.nullOutputStream(),
                      (number, text) -> {
                        search.line(number, text);
                        return null;
                      },
                      work.path()));
    } catch (FormatException | NotFound noText) {
      return null;
    }
    return search.end();
  }

  /** A name without its ending. */
  static String base(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
  }
}
