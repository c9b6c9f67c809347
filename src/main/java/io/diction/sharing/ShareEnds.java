package io.diction.sharing;

import io.diction.custommodel.AccessEnded;
import io.diction.custommodel.AccessEnded.Reason;
import io.diction.custommodel.AccessLowered;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Why organizations have models no more. */
@Service
public class ShareEnds {
  private final JdbcClient jdbc;
  private final Clock clock;

  ShareEnds(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The end of a share. */
  public record ShareEnd(String model, String owner, Reason reason, OffsetDateTime at) {}

  /** How the organization lost a model that it has no more; empty where it never had it. */
  @Transactional(readOnly = true)
  public Optional<ShareEnd> find(OrganizationId organization, CustomModelId model) {
    return jdbc.sql(
            """
            select model_name, owner_name, reason, ended_at
            from share_end
            where organization_id = :organization and model_id = :model
            order by organization_id desc, model_id desc, ended_at desc
            fetch first 1 rows only
            """)
        .param("organization", organization.value())
        .param("model", model.value())
        .query(
            (row, number) ->
                new ShareEnd(
                    row.getString("model_name"),
                    row.getString("owner_name"),
                    Reason.valueOf(row.getString("reason")),
                    row.getObject("ended_at", OffsetDateTime.class)))
        .optional();
  }

  void add(AccessEnded ended) {
    OffsetDateTime at = ended.at();
    add(
        ended.organization(),
        ended.model(),
        new ShareEnd(
            ended.name(),
            ended.ownerName(),
            ended.reason(),
            at == null ? OffsetDateTime.now(clock) : at),
        ended.wasDefault());
  }

  /** The organization has it still, to be looked at alone. */
  void add(AccessLowered lowered) {
    add(
        lowered.organization(),
        lowered.model(),
        new ShareEnd(
            lowered.name(), lowered.ownerName(), Reason.LOWERED, OffsetDateTime.now(clock)),
        lowered.wasDefault());
  }

  private void add(
      OrganizationId organization, CustomModelId model, ShareEnd end, boolean wasDefault) {
    jdbc.sql(
            """
            insert into share_end (
              id, organization_id, model_id, model_name, owner_name, reason, was_default, ended_at)
            values (
              :id, :organization, :model, :name, :owner, :reason, :wasDefault, :at)
            """)
        .param("id", Ids.next())
        .param("organization", organization.value())
        .param("model", model.value())
        .param("name", end.model())
        .param("owner", end.owner())
        .param("reason", end.reason().name())
        .param("wasDefault", wasDefault)
        .param("at", end.at())
        .update();
  }
}
