package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.BlobTooLarge;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.transcription.alignment.GivenText;
import io.diction.transcription.alignment.GivenTexts;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in the recordings of sessions and transcripts to align, straight from the connection to the
 * storage.
 */
@Component
class Recordings {
  private final Blobs blobs;
  private final Organizations organizations;
  private final GivenTexts texts;
  private final TranscriptionSettings settings;

  Recordings(
      Blobs blobs, Organizations organizations, GivenTexts texts, TranscriptionSettings settings) {
    this.blobs = blobs;
    this.organizations = organizations;
    this.texts = texts;
    this.settings = settings;
  }

  /**
   * A stored recording.
   *
   * @param fileName as the browser says
   */
  record Recording(String fileName, Blob audio) {}

  /**
   * What a form sent; recordings and transcript are stored, and nothing refers to them yet.
   *
   * @param text to be aligned; null of a transcription
   */
  record Received(NewSessionForm form, List<Recording> recordings, @Nullable GivenText text) {
    Received {
      recordings = List.copyOf(recordings);
    }
  }

  Received receive(SignedIn user, HttpServletRequest request) throws IOException {
    Reading reading = new Reading(user);
    UploadStream.read(request, reading);
    if (reading.recordings.isEmpty()
        || reading.recordings.stream().anyMatch(one -> one.audio().sizeBytes() == 0)) {
      throw new Invalid("transcription.refused.no-audio");
    }
    return new Received(
        new NewSessionForm(reading.language, reading.model),
        reading.recordings,
        reading.isAlignment ? reading.requireText() : null);
  }

  /**
   * Asks again whether the plan has room, one recording after the other: others may have used it up
   * since this one began to arrive.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void requireRoom(SignedIn user, Blob audio) {
    organizations.lock(user.organization());
    if (!blobs.isUsed(user.organization(), audio.sha256()) && audio.sizeBytes() > leftBytes(user)) {
      throw new LimitReached("transcription.refused.storage-limit");
    }
  }

  private long leftBytes(SignedIn user) {
    return organizations.get(user.organization()).limits().maxStorageBytes()
        - blobs.usedBytes(user.organization());
  }

  private final class Reading implements UploadStream.Receiver {
    private final SignedIn user;
    private @Nullable String language;
    private @Nullable String model;
    private boolean isAlignment;
    private @Nullable GivenText text;
    private final List<Recording> recordings = new ArrayList<>();

    private Reading(SignedIn user) {
      this.user = user;
    }

    @Override
    public int longest(String name) {
      // One more tells what is too long from what just fits.
      return name.equals("transcript")
          ? GivenTexts.MOST_BYTES + 1
          : UploadStream.Receiver.super.longest(name);
    }

    @Override
    public void field(String name, String value) throws IOException {
      switch (name) {
        case "language" -> language = value;
        case "model" -> model = value;
        case "kind" -> isAlignment = value.equals(SessionKind.ALIGNMENT.name());
        case "transcript" -> {
          if (!value.isBlank()) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            take(GivenText.nameOf(value), new ByteArrayInputStream(bytes));
          }
        }
        default -> {
          // Not of this form.
        }
      }
    }

    @Override
    public void file(String name, String sentName, InputStream bytes) throws IOException {
      if (name.equals("transcript-file") && !sentName.isEmpty()) {
        take(texts.requireName(sentName, SessionName.of(sentName)), bytes);
      } else if (name.equals("audio") && !(isAlignment && !recordings.isEmpty())) {
        if (isAlignment) {
          // The form has the transcript first: nobody waits for a recording to hear of its lack.
          requireText();
        }
        if (recordings.size() == settings.recordings()) {
          throw new LimitReached("transcription.refused.too-many", settings.recordings());
        }
        recordings.add(
            new Recording(
                sentName,
                store(user, recording(sentName, bytes), settings.maxRecording().toBytes())));
      }
    }

    private void take(String name, InputStream bytes) throws IOException {
      if (text != null) {
        throw new Invalid("transcription.refused.two-transcripts");
      }
      Blob stored = store(user, bytes, GivenTexts.MOST_BYTES);
      text = new GivenText(name, stored.sha256());
      texts.require(user.organization(), text);
    }

    private GivenText requireText() {
      if (text == null) {
        throw new Invalid("transcription.refused.no-transcript");
      }
      return text;
    }
  }

  /** What is plainly something else is not taken; whether the rest is audio, decoding tells. */
  private static InputStream recording(String sentName, InputStream bytes) throws IOException {
    byte[] head = bytes.readNBytes(FileKind.HEAD_BYTES);
    FileKind kind = FileKind.detect(sentName, head);
    if (head.length > 0 && kind != FileKind.AUDIO && kind != FileKind.UNKNOWN) {
      throw new Invalid("transcription.refused.not-audio", SessionName.of(sentName));
    }
    return new SequenceInputStream(new ByteArrayInputStream(head), bytes);
  }

  private Blob store(SignedIn user, InputStream bytes, long largest) throws IOException {
    long left = leftBytes(user);
    try {
      return blobs.store(user.organization(), bytes, Math.max(0, Math.min(left, largest)));
    } catch (BlobTooLarge tooLarge) {
      throw left < largest
          ? new LimitReached("transcription.refused.storage-limit")
          : new LimitReached(ErrorCode.FILE_TOO_LARGE);
    } catch (StorageFull full) {
      throw new LimitReached("transcription.refused.disk-full");
    }
  }
}
