package io.diction.customspeech;

import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectMembers;
import io.diction.project.Projects;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pages of the projects of an organization. */
@Service
class ProjectGrid {
  private static final String CONDITIONS =
      """
      from project
      where organization_id = :organization
        and (:name = '' or position(:name in lower(name)) > 0)
        and (:locale = '' or locale = :locale)
      """;

  private final JdbcClient jdbc;
  private final ProjectMembers members;
  private final BaseModels baseModels;

  ProjectGrid(JdbcClient jdbc, ProjectMembers members, BaseModels baseModels) {
    this.jdbc = jdbc;
    this.members = members;
    this.baseModels = baseModels;
  }

  private enum Sort {
    CREATED("created_at"),
    NAME("lower(name)"),
    LANGUAGE("locale");

    private final String column;

    Sort(String column) {
      this.column = column;
    }

    String order(boolean descending) {
      String end = descending ? " desc" : " asc";
      return "organization_id" + end + ", " + column + end + ", id" + end;
    }
  }

  @Transactional(readOnly = true)
  public GridPage<ProjectRow> page(GridQuery query, SignedIn who) {
    GridQuery known =
        baseModels.findLanguage(query.filter("language")).isEmpty()
            ? query.withoutFilter("language").withPage(query.page())
            : query;
    Map<String, Object> parameters = parameters(known, who);
    long total =
        jdbc.sql("select count(*) " + CONDITIONS).params(parameters).query(Long.class).single();
    GridQuery valid = known.within(total);
    List<Project> projects =
        jdbc.sql(
                """
                select id, organization_id, name, description, locale, created_at
                %s
                order by %s
                offset :offset rows fetch first :size rows only
                """
                    .formatted(
                        CONDITIONS,
                        Sort.valueOf(valid.sort().toUpperCase(Locale.ROOT))
                            .order(valid.descending())))
            .params(parameters)
            .param("offset", valid.offset())
            .param("size", valid.size())
            .query(Projects::project)
            .list();
    return new GridPage<>(rows(projects, who), total, valid);
  }

  private List<ProjectRow> rows(List<Project> projects, SignedIn who) {
    var counts = members.counts(projects.stream().map(Project::id).toList(), who.organization());
    return projects.stream()
        .map(
            project ->
                new ProjectRow(
                    project,
                    baseModels.languageName(project.locale()),
                    counts.getOrDefault(project.id(), Map.of())))
        .toList();
  }

  private Map<String, Object> parameters(GridQuery query, SignedIn who) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("organization", who.organization().value());
    parameters.put("name", query.filter("name").toLowerCase(Locale.ROOT));
    parameters.put(
        "locale",
        baseModels.findLanguage(query.filter("language")).map(Language::locale).orElse(""));
    return parameters;
  }

  /** All of an organization, by name. */
  @Transactional(readOnly = true)
  public List<Project> all(SignedIn who) {
    return jdbc.sql(
            """
            select id, organization_id, name, description, locale, created_at
            from project
            where organization_id = :organization
            order by lower(name), id
            limit 500
            """)
        .param("organization", who.organization().value())
        .query(Projects::project)
        .list();
  }

  /** How they are called, by id. */
  @Transactional(readOnly = true)
  public Map<UUID, String> names(SignedIn who) {
    return all(who).stream()
        .collect(Collectors.toMap(project -> project.id().value(), Project::name));
  }

  /** Those of a language that something may be put into, by name. */
  @Transactional(readOnly = true)
  public List<Project> ofLocale(String locale, SignedIn who) {
    return jdbc.sql(
            """
            select id, organization_id, name, description, locale, created_at
            from project
            where organization_id = :organization and locale = :locale
            order by lower(name), id
            limit 500
            """)
        .param("organization", who.organization().value())
        .param("locale", locale)
        .query(Projects::project)
        .list();
  }
}
