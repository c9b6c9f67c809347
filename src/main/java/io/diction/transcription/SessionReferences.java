package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recordings of sessions, what was to be said in them and what was. */
@Component
class SessionReferences implements BlobOwner {
  private static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;

  SessionReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select organization_id, audio_sha256 as sha256, name, 'recording' as part
            from stt_session
            union all
            select organization_id, text_sha256, name, 'text'
            from stt_session
            where text_sha256 is not null
            union all
            select organization_id, transcript_sha256, name, 'transcript'
            from stt_session
            where transcript_sha256 is not null
            union all
            select organization_id, terms_sha256, name, 'terms'
            from stt_session
            where terms_sha256 <> ''
            """)
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("sha256"),
                      "%s of session %s".formatted(row.getString("part"), row.getString("name"))));
            });
  }
}
