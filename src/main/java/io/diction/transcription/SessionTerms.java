package io.diction.transcription;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.sharing.OwnVocabulary;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.OwnTerms.Layered;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The terms that sessions are recognised with on top of their models. */
@Component
class SessionTerms {
  private final OwnVocabulary vocabulary;
  private final Blobs blobs;

  SessionTerms(OwnVocabulary vocabulary, Blobs blobs) {
    this.vocabulary = vocabulary;
    this.blobs = blobs;
  }

  /**
   * Keeps the list of now, so that a change of it does not change what waits. Nothing refers to the
   * bytes yet.
   *
   * @param model null of a base model
   * @return SHA-256 of the list; empty where there are no terms
   */
  String keep(OrganizationId organization, @Nullable UUID model) {
    byte[] list =
        model == null
            ? new byte[0]
            : vocabulary.list(organization, new CustomModelId(model)).orElse(new byte[0]);
    if (list.length == 0) {
      return "";
    }
    try {
      return blobs.store(organization, new ByteArrayInputStream(list)).sha256();
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot keep a list of terms", problem);
    }
  }

  /** Puts the terms of a session on its model. */
  Layered over(SttSession session, UUID id, SpeechModel model, Progress progress) {
    OrganizationId organization = new OrganizationId(session.organizationId());
    String terms = session.termsSha256();
    if (terms == null) {
      return vocabulary.over(organization, new CustomModelId(id), model, progress);
    }
    if (terms.isEmpty()) {
      return new Layered(model, 0);
    }
    try (InputStream bytes = blobs.open(organization, terms)) {
      return vocabulary.over(bytes.readAllBytes(), model, progress);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read the terms of a session", problem);
    }
  }
}
