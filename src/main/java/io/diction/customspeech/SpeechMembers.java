package io.diction.customspeech;

import io.diction.custommodel.CustomModelId;
import io.diction.customspeech.SpeechMember.State;
import io.diction.identity.OrganizationId;
import io.diction.project.ProjectId;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is in a project, and what is in none. */
@Repository
class SpeechMembers {
  /** More cannot be chosen from in one go; the newest are offered. */
  static final int MOST_OFFERED = 200;

  private final JdbcClient jdbc;

  SpeechMembers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(readOnly = true)
  public GridPage<SpeechMember> page(
      SpeechTab tab, ProjectId project, OrganizationId organization, GridQuery query) {
    String found =
        SpeechMemberStatements.of(tab)
            + """
             where t.project_id = :project
              and (:name = '' or position(:name in lower(t.name)) > 0)
            """;
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("organization", organization.value());
    parameters.put("project", project.value());
    parameters.put("name", query.filter("name").toLowerCase(Locale.ROOT));
    long total = jdbc.sql("select count(*) " + found).params(parameters).query(Long.class).single();
    GridQuery valid = query.within(total);
    String end = valid.descending() ? " desc" : " asc";
    String column = valid.sort().equals("name") ? "lower(t.name)" : "t.created_at";
    List<SpeechMember> rows =
        jdbc.sql(
                """
                select t.* %s
                order by %s%s, t.id%s
                offset :offset rows fetch first :size rows only
                """
                    .formatted(found, column, end, end))
            .params(parameters)
            .param("offset", valid.offset())
            .param("size", valid.size())
            .query(SpeechMembers::member)
            .list();
    return new GridPage<>(rows, total, valid);
  }

  /** What is in no project and of a language, the newest first. */
  @Transactional(readOnly = true)
  public List<SpeechMember> free(SpeechTab tab, String locale, OrganizationId organization) {
    return jdbc.sql(
            "select t.* "
                + SpeechMemberStatements.of(tab)
                + """
                 where t.project_id is null and t.locale = :locale
                order by t.created_at desc, t.id desc
                limit :most
                """)
        .param("organization", organization.value())
        .param("locale", locale)
        .param("most", MOST_OFFERED)
        .query(SpeechMembers::member)
        .list();
  }

  /** Datasets of a project that can be used now, the newest first. */
  @Transactional(readOnly = true)
  public List<SpeechMember> usableDatasets(ProjectId project, OrganizationId organization) {
    return jdbc.sql(
            "select t.* "
                + SpeechMemberStatements.of(SpeechTab.DATASETS)
                + """
                 where t.project_id = :project and t.state = 'DONE'
                order by t.created_at desc, t.id desc
                limit 1000
                """)
        .param("organization", organization.value())
        .param("project", project.value())
        .query(SpeechMembers::member)
        .list();
  }

  /** One that is there by itself, in a project or in none. */
  @Transactional(readOnly = true)
  public Optional<SpeechMember> find(SpeechTab tab, UUID id, OrganizationId organization) {
    return jdbc.sql(
            "select t.* " + SpeechMemberStatements.of(tab) + " where t.id = :id and t.connected")
        .param("organization", organization.value())
        .param("id", id)
        .query(SpeechMembers::member)
        .optional();
  }

  private static SpeechMember member(ResultSet row, int number) throws SQLException {
    UUID project = uuid(row, "project_id");
    UUID model = uuid(row, "model_id");
    return new SpeechMember(
        Objects.requireNonNull(uuid(row, "id")),
        row.getString("name"),
        row.getString("detail"),
        row.getInt("number"),
        State.valueOf(row.getString("state")),
        Objects.requireNonNullElse(row.getString("locale"), ""),
        project == null ? null : new ProjectId(project),
        model == null ? null : new CustomModelId(model),
        row.getBoolean("connected"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("expires_at", OffsetDateTime.class));
  }

  private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
