package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in the recordings of sessions, straight from the connection to the storage. */
@Component
class Recordings {
  private final Blobs blobs;
  private final Organizations organizations;
  private final TranscriptionSettings settings;

  Recordings(Blobs blobs, Organizations organizations, TranscriptionSettings settings) {
    this.blobs = blobs;
    this.organizations = organizations;
    this.settings = settings;
  }

  /** What a form sent; the recording is stored, and nothing refers to it yet. */
  record Received(NewSessionForm form, String fileName, Blob audio) {}

  Received receive(SignedIn user, HttpServletRequest request) throws IOException {
    Reading reading = new Reading(user);
    UploadStream.read(request, reading);
    Blob audio = reading.audio;
    if (audio == null || audio.sizeBytes() == 0) {
      throw new Invalid("transcription.refused.no-audio");
    }
    return new Received(
        new NewSessionForm(reading.language, reading.model), reading.fileName, audio);
  }

  private final class Reading implements UploadStream.Receiver {
    private final SignedIn user;
    private @Nullable String language;
    private @Nullable String model;
    private String fileName = "";
    private @Nullable Blob audio;

    private Reading(SignedIn user) {
      this.user = user;
    }

    @Override
    public void field(String name, String value) {
      switch (name) {
        case "language" -> language = value;
        case "model" -> model = value;
        default -> {
          // Not of this form.
        }
      }
    }

    @Override
    public void file(String name, String sentName, InputStream bytes) throws IOException {
      if (!name.equals("audio") || audio != null) {
        return;
      }
      fileName = sentName;
      long left =
          organizations.get(user.organization()).limits().maxStorageBytes()
              - blobs.usedBytes(user.organization());
      long most = Math.min(left, settings.maxRecording().toBytes());
      try {
        audio = blobs.store(user.organization(), bytes, Math.max(0, most));
      } catch (BlobTooLarge tooLarge) {
        throw left < settings.maxRecording().toBytes()
            ? new LimitReached("transcription.refused.storage-limit")
            : new LimitReached(ErrorCode.FILE_TOO_LARGE);
      } catch (StorageFull full) {
        throw new LimitReached("transcription.refused.disk-full");
      }
    }
  }
}
