package io.diction.notification;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.notification.News.Audience;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what users are told. */
@Repository
class NotificationRows {
  private static final String SELECTED =
      """
      select n.id, n.user_id, n.kind, n.about, n.party, n.detail, n.on_at, n.path, n.created_at,
             n.read_at
      from notification n
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;

  NotificationRows(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** A user to be told. */
  record Reader(UUID user, boolean byMail) {}

  /** Users of an organization who can sign in. */
  List<Reader> readers(OrganizationId organization, Audience audience) {
    return jdbc.sql(
            """
            select u.id, coalesce(c.by_mail, true) as by_mail
            from app_user u
            left join notification_choice c on c.user_id = u.id
            where u.organization_id = :organization
              and u.deactivated_at is null
              and (:everyone or u.role <> 'USER')
            order by u.id
            """)
        .param("organization", organization.value())
        .param("everyone", audience == Audience.EVERYONE)
        .query(
            (row, number) -> new Reader(row.getObject("id", UUID.class), row.getBoolean("by_mail")))
        .list();
  }

  void add(
      OrganizationId organization,
      List<Reader> readers,
      News news,
      boolean mails,
      OffsetDateTime now) {
    MapSqlParameterSource[] each =
        readers.stream()
            .map(
                reader ->
                    new MapSqlParameterSource()
                        .addValue("id", Ids.next())
                        .addValue("organization", organization.value())
                        .addValue("user", reader.user())
                        .addValue("kind", news.kind().name())
                        .addValue("about", news.about())
                        .addValue("party", news.party())
                        .addValue("detail", news.detail())
                        .addValue("on", news.on())
                        .addValue("path", news.path())
                        .addValue("now", now)
                        .addValue("mailAt", mails && reader.byMail() ? now : null))
            .toArray(MapSqlParameterSource[]::new);
    var unused =
        batches.batchUpdate(
            """
            insert into notification (
              id, organization_id, user_id, kind, about, party, detail, on_at, path, created_at,
              read_at, mail_at, mail_attempts)
            values (
              :id, :organization, :user, :kind, :about, :party, :detail, :on, :path, :now,
              null, :mailAt, 0)
            """,
            each);
  }

  int unread(UserId user, int most) {
    return jdbc.sql(
            """
            select id
            from notification
            where user_id = :user and read_at is null
            fetch first :most rows only
            """)
        .param("user", user.value())
        .param("most", most)
        .query(UUID.class)
        .list()
        .size();
  }

  long count(UserId user) {
    return jdbc.sql("select count(*) from notification where user_id = :user")
        .param("user", user.value())
        .query(Long.class)
        .single();
  }

  List<Notification> page(UserId user, int size, long offset) {
    return jdbc.sql(
            SELECTED
                + """
                where n.user_id = :user
                order by n.user_id desc, n.created_at desc, n.id desc
                limit :size offset :offset
                """)
        .param("user", user.value())
        .param("size", size)
        .param("offset", offset)
        .query(NotificationRows::map)
        .list();
  }

  /** Whether it is the user's and was not read before. */
  boolean read(UserId user, UUID id, OffsetDateTime now) {
    return jdbc.sql(
                """
                update notification
                set read_at = coalesce(read_at, :now), mail_at = null
                where user_id = :user and id = :id
                """)
            .param("now", now)
            .param("user", user.value())
            .param("id", id)
            .update()
        == 1;
  }

  int readAll(UserId user, OffsetDateTime now) {
    return jdbc.sql(
            """
            update notification
            set read_at = :now, mail_at = null
            where user_id = :user and read_at is null
            """)
        .param("now", now)
        .param("user", user.value())
        .update();
  }

  boolean byMail(UserId user) {
    return jdbc.sql("select by_mail from notification_choice where user_id = :user")
        .param("user", user.value())
        .query(Boolean.class)
        .optional()
        .orElse(true);
  }

  void choose(UserId user, boolean byMail) {
    Map<String, Object> parameters = Map.of("user", user.value(), "byMail", byMail);
    // A form may be sent twice at once.
    jdbc.sql(
            """
            insert into notification_choice (user_id, by_mail)
            values (:user, :byMail)
            on conflict do nothing
            """)
        .params(parameters)
        .update();
    jdbc.sql("update notification_choice set by_mail = :byMail where user_id = :user")
        .params(parameters)
        .update();
    if (!byMail) {
      jdbc.sql("update notification set mail_at = null where user_id = :user")
          .param("user", user.value())
          .update();
    }
  }

  /**
   * Mail that nobody was there to be sent: its reader is deactivated, or the mail server is gone.
   *
   * @param before when it should have been sent
   */
  int dropMail(OffsetDateTime before) {
    return jdbc.sql("update notification set mail_at = null where mail_at < :before")
        .param("before", before)
        .update();
  }

  /** What old notices take up, read or not. */
  int forget(OffsetDateTime before) {
    return jdbc.sql("delete from notification where created_at < :before and mail_at is null")
        .param("before", before)
        .update();
  }

  /**
   * Something to be sent.
   *
   * @param language the reader's choice, else that of the organization; null where neither chose
   */
  record Letter(
      Notification notification,
      String address,
      String zone,
      @Nullable String language,
      int attempts) {}

  List<Letter> letters(OffsetDateTime now, int most) {
    return jdbc.sql(
            """
            select n.id, n.user_id, n.kind, n.about, n.party, n.detail, n.on_at, n.path,
                   n.created_at, n.read_at, n.mail_attempts, u.email,
                   coalesce(u.time_zone, o.time_zone) as zone,
                   coalesce(u.language, o.language) as language
            from notification n
            join app_user u on u.id = n.user_id
            join organization o on o.id = n.organization_id
            where n.mail_at <= :now and u.deactivated_at is null
            order by n.mail_at, n.id
            limit :most
            """)
        .param("now", now)
        .param("most", most)
        .query(
            (row, number) ->
                new Letter(
                    map(row, number),
                    row.getString("email"),
                    row.getString("zone"),
                    row.getString("language"),
                    row.getInt("mail_attempts")))
        .list();
  }

  /**
   * @param again when to try next; null when nothing more is tried
   */
  void tried(UUID id, @Nullable OffsetDateTime again) {
    jdbc.sql(
            """
            update notification
            set mail_at = :again, mail_attempts = mail_attempts + 1
            where id = :id
            """)
        .param("again", again)
        .param("id", id)
        .update();
  }

  private static Notification map(ResultSet row, int number) throws SQLException {
    return new Notification(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        new News(
            News.Kind.valueOf(row.getString("kind")),
            row.getString("about"),
            row.getString("party"),
            row.getString("detail"),
            row.getObject("on_at", OffsetDateTime.class),
            row.getString("path")),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("read_at", OffsetDateTime.class));
  }
}
