package io.diction.evaluation;

import io.diction.dataset.DatasetId;
import io.diction.dataset.PlanRoom;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Takes in the form of a new test with its recordings, straight from the connection. */
@Component
class TestUploads {
  private static final int MOST_FILES = 200;
  private static final long LARGEST_RECORDING = 2L << 30;
  private static final long MOST_BYTES = 4L << 30;
  private static final long LARGEST_TEXT = 4L << 20;
  private static final int LONGEST_NAME = 256;

  /** What is taken, as the form says it. */
  static final Limits LIMITS =
      new Limits(
          MOST_FILES,
          MOST_BYTES >> 30,
          LARGEST_RECORDING >> 30,
          Duration.ofMillis(Recorder.LONGEST_WHOLE_MS).toMinutes());

  /**
   * @param gigabytes of all files
   * @param eachGigabytes of one recording
   * @param minutes of a recording whose transcript has no times
   */
  record Limits(int files, long gigabytes, long eachGigabytes, long minutes) {}

  private final Blobs blobs;
  private final UploadedClips clips;
  private final PlanRoom room;
  private final Clock clock;

  TestUploads(Blobs blobs, UploadedClips clips, PlanRoom room, Clock clock) {
    this.blobs = blobs;
    this.clips = clips;
    this.room = room;
    this.clock = clock;
  }

  /** Refuses what was chosen when it cannot be tested. */
  interface Chosen {
    void require(List<String> subjects);
  }

  /** Begins what a form asks for. */
  interface Begun {
    UUID begin(NewTest wanted) throws IOException;
  }

  /**
   * Reads the whole form, and lets go of its recordings when it is refused. They are tested in the
   * place of the datasets.
   *
   * @param form filled with what is read
   * @param chosen asked before the first file is taken: the form sends choices before files
   */
  UUID receive(SignedIn who, HttpServletRequest request, TestForm form, Chosen chosen, Begun begun)
      throws IOException {
    Reading reading = new Reading(who, form, chosen);
    Instant began = clock.instant();
    try {
      UploadStream.read(request, reading);
      List<SaidClip> uploaded = clips.of(who.organization(), reading.recordings, reading.texts);
      return begun.begin(
          new NewTest(
              form.name(),
              form.subjects(),
              uploaded.isEmpty() ? form.datasets() : List.of(),
              uploaded));
    } catch (Invalid | LimitReached refused) {
      blobs.letGo(who.organization(), reading.stored, began);
      throw refused;
    }
  }

  /** A file that is stored. */
  record Sent(String name, Blob blob) {}

  private final class Reading implements UploadStream.Receiver {
    private final SignedIn who;
    private final TestForm form;
    private final Map<String, Sent> recordings = new LinkedHashMap<>();
    private final Map<String, Sent> texts = new LinkedHashMap<>();
    private final Chosen chosen;
    private final Set<String> stored = new HashSet<>();
    private long left;
    private boolean limitedByPlan;

    Reading(SignedIn who, TestForm form, Chosen chosen) {
      this.who = who;
      this.form = form;
      this.chosen = chosen;
    }

    /** Once, at the first file: before it there is nothing to keep. */
    private void begin() {
      if (recordings.isEmpty() && texts.isEmpty()) {
        chosen.require(form.subjects());
        long plan = Math.max(0, room.leftBytes(who.organization()));
        limitedByPlan = plan < MOST_BYTES;
        left = Math.min(plan, MOST_BYTES);
      }
    }

    private Blob store(InputStream bytes, long largest) throws IOException {
      try {
        Blob blob = blobs.store(who.organization(), bytes, Math.min(left, largest));
        stored.add(blob.sha256());
        left -= blob.sizeBytes();
        return blob;
      } catch (BlobTooLarge tooLarge) {
        if (left >= largest) {
          throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
        }
        throw limitedByPlan
            ? new LimitReached("evaluation.refused.storage")
            : new LimitReached("evaluation.refused.too-large", MOST_BYTES >> 30);
      } catch (StorageFull full) {
        throw new LimitReached(ErrorCode.STORAGE_FULL);
      }
    }

    @Override
    public void field(String field, String value) {
      switch (field) {
        case "name" -> form.name(value);
        case "subject" -> add(form::addSubject, value);
        case "dataset" -> {
          try {
            DatasetId id = new DatasetId(UUID.fromString(value));
            add(text -> form.addDataset(id), value);
          } catch (IllegalArgumentException noId) {
            throw new Invalid("evaluation.refused.unknown-dataset");
          }
        }
        default -> {
          // Not of this form.
        }
      }
    }

    /** No form of ours sends more. */
    private void add(Consumer<String> to, String value) {
      if (form.size() > 1000) {
        throw new Invalid(ErrorCode.BAD_REQUEST);
      }
      to.accept(value);
    }

    @Override
    public void file(String field, String sentName, InputStream bytes) throws IOException {
      if (!field.equals("files") || sentName.isEmpty()) {
        return;
      }
      String file = clean(sentName);
      boolean isText = FileKind.ofName(file) == FileKind.TRANSCRIPT;
      if (!isText && FileKind.ofName(file) != FileKind.AUDIO) {
        throw new Invalid("evaluation.refused.kind", file);
      }
      if (recordings.size() + texts.size() >= MOST_FILES) {
        throw new LimitReached("evaluation.refused.too-many-files", MOST_FILES);
      }
      begin();
      Sent sent = new Sent(file, store(bytes, isText ? LARGEST_TEXT : LARGEST_RECORDING));
      if ((isText ? texts : recordings).putIfAbsent(key(file), sent) != null) {
        throw new Invalid("evaluation.refused.twice", file);
      }
    }
  }

  /** The last part of whatever a browser takes for a name. */
  private static String clean(String sentName) {
    String last = sentName.substring(sentName.replace('\\', '/').lastIndexOf('/') + 1);
    String readable = last.replaceAll("\\p{Cntrl}", " ").strip();
    return readable.length() <= LONGEST_NAME
        ? readable
        : readable.substring(readable.length() - LONGEST_NAME);
  }

  private static String key(String name) {
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name).toLowerCase(Locale.ROOT);
  }
}
