package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Transcripts as JSON among the stored bytes. */
@Component
class TranscriptStore {
  private final Blobs blobs;
  private final JsonMapper json = JsonMapper.builder().build();

  TranscriptStore(Blobs blobs) {
    this.blobs = blobs;
  }

  Blob write(OrganizationId organization, SessionTranscript transcript) {
    byte[] bytes = json.writeValueAsBytes(transcript);
    try {
      return blobs.store(organization, new ByteArrayInputStream(bytes));
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot keep a transcript", problem);
    }
  }

  SessionTranscript read(OrganizationId organization, @Nullable String sha256) {
    if (sha256 == null) {
      throw new IllegalStateException("the session has no transcript");
    }
    try (InputStream bytes = blobs.open(organization, sha256)) {
      return json.readValue(bytes, SessionTranscript.class);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read transcript " + sha256, problem);
    }
  }
}
