package io.diction.project;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Rights;
import io.diction.web.Refusal.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The projects of an organization: everyone in it sees them, its administrators change them. */
@Service
public class Projects {
  private static final String AUDITED = "project";

  private final JdbcClient jdbc;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Projects(JdbcClient jdbc, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public Project create(ProjectText text, String locale, SignedIn who) {
    Rights.requireAdmin(who, who.organization());
    Project project =
        new Project(
            new ProjectId(Ids.next()),
            who.organization(),
            text.name(),
            text.description(),
            locale,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    jdbc.sql(
            """
            insert into project (id, organization_id, name, description, locale, created_at,
                                 created_by)
            values (:id, :organization, :name, :description, :locale, :now, :by)
            """)
        .param("id", project.id().value())
        .param("organization", project.organization().value())
        .param("name", project.name())
        .param("description", project.description())
        .param("locale", locale)
        .param("now", project.createdAt())
        .param("by", who.user().value())
        .update();
    audit.record(who, "project.create", AUDITED, project.id().value(), project.name());
    return project;
  }

  @Transactional(readOnly = true)
  public Optional<Project> find(ProjectId id, SignedIn who) {
    return find(id, who.organization());
  }

  /** The same; a project of others does not exist. */
  @Transactional(readOnly = true)
  public Project get(ProjectId id, SignedIn who) {
    return find(id, who).orElseThrow(NotFound::new);
  }

  /** Renames it, or writes something else about it. */
  @Transactional
  public Project change(ProjectId id, ProjectText text, SignedIn who) {
    Rights.requireAdmin(who, who.organization());
    Project before = get(id, who);
    jdbc.sql(
            """
            update project set name = :name, description = :description
            where organization_id = :organization and id = :id
            """)
        .param("name", text.name())
        .param("description", text.description())
        .param("organization", who.organization().value())
        .param("id", id.value())
        .update();
    audit.record(who, "project.change", AUDITED, id.value(), before.name());
    return get(id, who);
  }

  /** Removes the project; its members stay, in none. */
  @Transactional
  public void delete(ProjectId id, SignedIn who) {
    Rights.requireAdmin(who, who.organization());
    Project project = get(id, who);
    jdbc.sql("delete from project where organization_id = :organization and id = :id")
        .param("organization", who.organization().value())
        .param("id", id.value())
        .update();
    audit.record(who, "project.delete", AUDITED, id.value(), project.name());
    events.publishEvent(new ProjectDeleted(id, who.organization()));
  }

  private Optional<Project> find(ProjectId id, OrganizationId organization) {
    return jdbc.sql(
            """
            select id, organization_id, name, description, locale, created_at
            from project
            where organization_id = :organization and id = :id
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .query(Projects::project)
        .optional();
  }

  /** Of a row with all columns that {@link Project} has. */
  public static Project project(ResultSet row, int number) throws SQLException {
    return new Project(
        new ProjectId(row.getObject("id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("name"),
        row.getString("description"),
        row.getString("locale"),
        row.getObject("created_at", OffsetDateTime.class));
  }
}
