package io.diction.transcription.teaching;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.SignedIn;
import io.diction.transcription.SessionFixtures;
import java.util.UUID;

/** Passages on their way to training data, for tests. Import it as a bean. */
public final class TeachingFixtures {
  private final Teaching teaching;
  private final SessionFixtures sessions;
  private final CustomModelFixtures models;

  public TeachingFixtures(Teaching teaching, SessionFixtures sessions, CustomModelFixtures models) {
    this.teaching = teaching;
    this.sessions = sessions;
    this.models = models;
  }

  /** A session of which a corrected passage waits to be cut out. */
  public UUID sent(SignedIn user) {
    UUID session = sessions.corrected(user);
    String model = models.model(user, "A model that learns").toString();
    var unused = teaching.teach(user, session, model, "true");
    return session;
  }
}
