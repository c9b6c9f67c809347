package io.diction.transcription.teaching;

import io.diction.identity.OrganizationId;
import io.diction.storage.BlobOwner;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recordings that passages are still to be cut out of, whatever becomes of their sessions. */
@Component
class DeliveryReferences implements BlobOwner {
  private final JdbcClient jdbc;

  DeliveryReferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select organization_id, audio_sha256, session_name
            from session_delivery
            where state in ('QUEUED', 'RUNNING')
            """)
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("audio_sha256"),
                      "passages of session " + row.getString("session_name")));
            });
  }
}
