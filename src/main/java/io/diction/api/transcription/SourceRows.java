package io.diction.api.transcription;

import io.diction.api.fetch.ShownAddress;
import io.diction.api.transcription.Source.Channel;
import io.diction.api.transcription.Source.State;
import io.diction.identity.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The recordings of transcriptions, and the sessions that hear them. */
@Repository
class SourceRows {
  private static final int LONGEST_TEXT = 2000;

  private final JdbcClient jdbc;

  SourceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(OrganizationId organization, Source source) {
    jdbc.sql(
            """
            insert into transcription_source
              (order_id, organization_id, number, source, sha256, state, error_code, error_text)
            values (:order, :organization, :number, :source, :sha256, :state, :code, :text)
            """)
        .param("order", source.order())
        .param("organization", organization.value())
        .param("number", source.number())
        .param(
            "source",
            source.state() == State.WAITING ? source.source() : ShownAddress.of(source.source()))
        .param("sha256", source.sha256())
        .param("state", source.state().name())
        .param("code", source.errorCode())
        .param("text", source.errorText())
        .update();
  }

  /** In the order in which they were named. */
  List<Source> list(OrganizationId organization, UUID order) {
    return jdbc.sql(
            """
            select order_id, number, source, sha256, state, error_code, error_text
            from transcription_source
            where organization_id = :organization and order_id = :order
            order by number
            """)
        .param("organization", organization.value())
        .param("order", order)
        .query(
            (row, number) ->
                new Source(
                    row.getObject("order_id", UUID.class),
                    row.getInt("number"),
                    row.getString("source"),
                    row.getString("sha256"),
                    State.valueOf(row.getString("state")),
                    row.getString("error_code"),
                    row.getString("error_text")))
        .list();
  }

  void take(OrganizationId organization, UUID order, Channel channel) {
    jdbc.sql(
            """
            insert into transcription_channel
              (order_id, organization_id, number, channel, session_id)
            values (:order, :organization, :number, :channel, :session)
            """)
        .param("order", order)
        .param("organization", organization.value())
        .param("number", channel.number())
        .param("channel", channel.channel())
        .param("session", channel.session())
        .update();
  }

  /**
   * Unless it was taken in already. Its address is read no more: what signs it is forgotten.
   *
   * @param code null of one that was taken in
   */
  void state(
      OrganizationId organization,
      UUID order,
      int number,
      State state,
      @Nullable String code,
      @Nullable String text) {
    jdbc.sql(
            """
            update transcription_source
            set state = :state, error_code = :code, error_text = :text,
                source = case when sha256 is null and position('?' in source) > 0
                  then substring(source from 1 for position('?' in source) - 1) else source end
            where organization_id = :organization and order_id = :order and number = :number
              and state = 'WAITING'
            """)
        .param("state", state.name())
        .param("code", code)
        .param("text", cut(text))
        .param("organization", organization.value())
        .param("order", order)
        .param("number", number)
        .update();
  }

  /** What was not taken in by the end, will not be. */
  void giveUp(
      OrganizationId organization, UUID order, @Nullable String code, @Nullable String text) {
    jdbc.sql(
            """
            update transcription_source
            set state = 'FAILED', error_code = :code, error_text = :text,
                source = case when sha256 is null and position('?' in source) > 0
                  then substring(source from 1 for position('?' in source) - 1) else source end
            where organization_id = :organization and order_id = :order and state = 'WAITING'
            """)
        .param("code", code)
        .param("text", cut(text))
        .param("organization", organization.value())
        .param("order", order)
        .update();
  }

  /** By number and channel. */
  List<Channel> channels(OrganizationId organization, UUID order) {
    return jdbc.sql(
            """
            select number, channel, session_id
            from transcription_channel
            where organization_id = :organization and order_id = :order
            order by number, channel
            """)
        .param("organization", organization.value())
        .param("order", order)
        .query(
            (row, number) ->
                new Channel(
                    row.getInt("number"),
                    row.getInt("channel"),
                    row.getObject("session_id", UUID.class)))
        .list();
  }

  /** The transcription that a session is of. */
  Optional<UUID> findOrder(OrganizationId organization, UUID session) {
    return jdbc.sql(
            """
            select order_id from transcription_channel
            where organization_id = :organization and session_id = :session
            """)
        .param("organization", organization.value())
        .param("session", session)
        .query(UUID.class)
        .optional();
  }

  /** Where the sessions go as well. */
  void forgetChannels(OrganizationId organization, UUID order, List<UUID> sessions) {
    if (sessions.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            delete from transcription_channel
            where organization_id = :organization and order_id = :order
              and session_id in (:sessions)
            """)
        .param("organization", organization.value())
        .param("order", order)
        .param("sessions", sessions)
        .update();
  }

  /** Sessions of a transcription, whichever come first. */
  List<UUID> sessions(OrganizationId organization, UUID order, int most) {
    return jdbc.sql(
            """
            select session_id
            from transcription_channel
            where organization_id = :organization and order_id = :order
            order by number, channel
            limit :most
            """)
        .param("organization", organization.value())
        .param("order", order)
        .param("most", most)
        .query(UUID.class)
        .list();
  }

  /** A session is gone; a recording that has none any more goes with it. */
  void forget(OrganizationId organization, UUID order, UUID session) {
    jdbc.sql(
            """
            delete from transcription_channel
            where organization_id = :organization and session_id = :session
            """)
        .param("organization", organization.value())
        .param("session", session)
        .update();
    jdbc.sql(
            """
            delete from transcription_source
            where organization_id = :organization and order_id = :order and state = 'TAKEN'
              and not exists (
                select 1 from transcription_channel c
                where c.order_id = transcription_source.order_id
                  and c.number = transcription_source.number)
            """)
        .param("organization", organization.value())
        .param("order", order)
        .update();
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
