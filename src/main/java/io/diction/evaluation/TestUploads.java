package io.diction.evaluation;

import io.diction.dataset.DatasetId;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.Recording;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.speech.FormatException;
import io.diction.speech.audio.AudioDecoder;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in the form of a new test with its recordings, straight from the connection. */
@Component
class TestUploads {
  private static final int MOST_FILES = 200;
  private static final long LARGEST_RECORDING = 2L << 30;
  private static final long LARGEST_TEXT = 4L << 20;
  private static final int LONGEST_NAME = 256;

  private final Blobs blobs;
  private final AudioDecoder decoder;
  private final Organizations organizations;

  TestUploads(Blobs blobs, AudioDecoder decoder, Organizations organizations) {
    this.blobs = blobs;
    this.decoder = decoder;
    this.organizations = organizations;
  }

  /** Reads the whole form; what is stored of it nothing refers to yet. */
  NewTest receive(SignedIn who, HttpServletRequest request) throws IOException {
    Reading reading = new Reading(who);
    UploadStream.read(request, reading);
    return new NewTest(reading.name, reading.subjects, reading.datasets, clips(reading));
  }

  private record Sent(String name, Blob blob) {}

  private final class Reading implements UploadStream.Receiver {
    private final SignedIn who;
    private final List<String> subjects = new ArrayList<>();
    private final List<DatasetId> datasets = new ArrayList<>();
    private final Map<String, Sent> recordings = new LinkedHashMap<>();
    private final Map<String, Sent> texts = new LinkedHashMap<>();
    private String name = "";

    Reading(SignedIn who) {
      this.who = who;
    }

    @Override
    public void field(String field, String value) {
      switch (field) {
        case "name" -> name = value;
        case "subject" -> add(subjects::add, value);
        case "dataset" -> {
          try {
            DatasetId id = new DatasetId(UUID.fromString(value));
            add(text -> datasets.add(id), value);
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
      if (subjects.size() + datasets.size() > 1000) {
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
      Sent sent = new Sent(file, store(who, bytes, isText ? LARGEST_TEXT : LARGEST_RECORDING));
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

  private List<SaidClip> clips(Reading reading) throws IOException {
    for (Map.Entry<String, Sent> text : reading.texts.entrySet()) {
      if (!reading.recordings.containsKey(text.getKey())) {
        throw new Invalid("evaluation.refused.unmatched", text.getValue().name());
      }
    }
    List<SaidClip> clips = new ArrayList<>();
    for (Map.Entry<String, Sent> entry : reading.recordings.entrySet()) {
      Sent recording = entry.getValue();
      String hash = recording.blob().sha256();
      Recording sound =
          new Recording(recording.name(), () -> blobs.file(reading.who.organization(), hash), hash);
      int rate = sampleRate(sound);
      for (Pair pair : pairs(reading, sound, reading.texts.get(entry.getKey()))) {
        clips.add(new SaidClip(null, pair, rate));
      }
    }
    return clips;
  }

  private int sampleRate(Recording recording) throws IOException {
    try {
      return decoder.probe(recording.place().get(), recording.name()).sampleRateHz();
    } catch (FormatException noSound) {
      throw new Invalid("evaluation.refused.no-sound", recording.name());
    }
  }

  private List<Pair> pairs(Reading reading, Recording recording, @Nullable Sent text)
      throws IOException {
    if (text == null) {
      return List.of(
          new Pair(recording.name(), recording.place(), recording.sha256(), 0, null, "", ""));
    }
    try {
      return TrainingData.pairs(
          recording, blobs.file(reading.who.organization(), text.blob().sha256()), text.name());
    } catch (FormatException unreadable) {
      throw new Invalid("evaluation.refused.text", text.name());
    }
  }

  private Blob store(SignedIn who, InputStream bytes, long largest) throws IOException {
    long left =
        organizations.get(who.organization()).limits().maxStorageBytes()
            - blobs.usedBytes(who.organization());
    try {
      return blobs.store(who.organization(), bytes, Math.max(0, Math.min(left, largest)));
    } catch (BlobTooLarge tooLarge) {
      throw left < largest
          ? new LimitReached("evaluation.refused.storage")
          : new LimitReached(ErrorCode.FILE_TOO_LARGE);
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    }
  }
}
