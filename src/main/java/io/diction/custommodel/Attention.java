package io.diction.custommodel;

import io.diction.identity.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What somebody should look at among the models of an organization. */
@Service
public class Attention {
  /** Ahead of the end of a version. */
  private static final Period AHEAD = Period.ofDays(90);

  private static final int MOST = 6;

  private final JdbcClient jdbc;
  private final Clock clock;

  Attention(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Why. */
  public enum Reason {
    FAILED,
    NOT_STARTED,
    AWAITING,
    UNTRAINED,
    EXPIRING,
    EXPIRED;

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A model and what is the matter with it.
   *
   * @param at when its version ends or ended; null for other reasons
   */
  public record Matter(
      CustomModelId model, String name, Reason reason, @Nullable OffsetDateTime at) {}

  /** A few models of each kind, with every reason; what ends first comes last. */
  @Transactional(readOnly = true)
  public List<Matter> of(SignedIn who) {
    List<Matter> matters = new ArrayList<>(marked(who));
    matters.addAll(untrained(who));
    OffsetDateTime now = OffsetDateTime.now(clock);
    matters.addAll(ending(who, now, now.plus(AHEAD), false));
    matters.addAll(ending(who, now.minus(AHEAD), now, true));
    return matters;
  }

  private List<Matter> marked(SignedIn who) {
    return jdbc
        .sql(
            """
            select id, name, status, auto_obstacle, awaiting_acceptance
            from custom_model
            where organization_id = :organization and needs_attention = true
              and archived_at is null
            order by organization_id desc, needs_attention desc, modified_at desc, id desc
            fetch first :most rows only
            """)
        .param("organization", who.organization().value())
        .param("most", MOST)
        .query(Attention::matters)
        .list()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Matter> matters(ResultSet row, int number) throws SQLException {
    CustomModelId model = new CustomModelId(row.getObject("id", UUID.class));
    String name = row.getString("name");
    List<Matter> matters = new ArrayList<>();
    if (row.getInt("status") == ModelStatus.FAILED.id()) {
      matters.add(new Matter(model, name, Reason.FAILED, null));
    }
    if (row.getString("auto_obstacle") != null) {
      matters.add(new Matter(model, name, Reason.NOT_STARTED, null));
    }
    if (row.getBoolean("awaiting_acceptance")) {
      matters.add(new Matter(model, name, Reason.AWAITING, null));
    }
    return matters;
  }

  /** Models with data that no training was asked for, nor tried to begin by itself. */
  private List<Matter> untrained(SignedIn who) {
    return jdbc.sql(
            """
            select id, name
            from custom_model
            where organization_id = :organization and status = :ready
              and queued = false and auto_obstacle is null
              and archived_at is null
            order by organization_id desc, status desc, id desc
            fetch first :most rows only
            """)
        .param("organization", who.organization().value())
        .param("ready", ModelStatus.READY_TO_RUN.id())
        .param("most", MOST)
        .query(
            (row, number) ->
                new Matter(
                    new CustomModelId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    Reason.UNTRAINED,
                    null))
        .list();
  }

  /**
   * What ends soon, the first end first, or ended of late, the last end first: what ended long ago
   * is known, and must not hide the rest.
   */
  private List<Matter> ending(
      SignedIn who, OffsetDateTime from, OffsetDateTime until, boolean over) {
    return jdbc.sql(
            """
            select m.id, m.name, v.expires_at
            from model_version v
            join custom_model m on m.accepted_version_id = v.id and m.id = v.model_id
            where v.organization_id = :organization
              and v.expires_at >= :from
              and v.expires_at < :until
              and m.archived_at is null
            order by v.organization_id %1$s, v.expires_at %1$s, v.id %1$s
            fetch first :most rows only
            """
                .formatted(over ? "desc" : "asc"))
        .param("organization", who.organization().value())
        .param("from", from)
        .param("until", until)
        .param("most", MOST)
        .query(
            (row, number) ->
                new Matter(
                    new CustomModelId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    over ? Reason.EXPIRED : Reason.EXPIRING,
                    row.getObject("expires_at", OffsetDateTime.class)))
        .list();
  }
}
