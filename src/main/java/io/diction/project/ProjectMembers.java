package io.diction.project;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.Invalid;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is in which project. Statements of other modules join {@code project_member} on
 * organization, kind and their own identifier.
 */
@Service
public class ProjectMembers {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Audit audit;

  ProjectMembers(JdbcClient jdbc, Projects projects, Audit audit) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.audit = audit;
  }

  /**
   * Puts something of the own organization into a project, and takes it from the one it was in.
   * Whoever calls this knows that it exists and that the user may change it.
   *
   * @param locale of the member
   * @throws Invalid when the project is of another locale
   */
  @Transactional
  public void connect(
      ProjectId project, MemberKind kind, UUID member, String locale, SignedIn who) {
    Project known = projects.get(project, who);
    if (!known.locale().equals(locale)) {
      throw new Invalid("project.locale.differs", known.locale(), locale);
    }
    remove(kind, member, who.organization());
    jdbc.sql(
            """
            insert into project_member (organization_id, kind, member_id, project_id)
            values (:organization, :kind, :member, :project)
            on conflict do nothing
            """)
        .param("organization", who.organization().value())
        .param("kind", kind.name())
        .param("member", member)
        .param("project", project.value())
        .update();
    audit.record(who, "project.connect", "project", project.value(), known.name());
  }

  /** Takes something out of its project, if it is in one. */
  @Transactional
  public void disconnect(MemberKind kind, UUID member, SignedIn who) {
    Optional<Project> known =
        find(kind, member, who.organization()).flatMap(id -> projects.find(id, who));
    if (known.isPresent()) {
      remove(kind, member, who.organization());
      Project project = known.get();
      audit.record(who, "project.disconnect", "project", project.id().value(), project.name());
    }
  }

  /** In the transaction that deletes the member. */
  @Transactional
  public void forget(MemberKind kind, UUID member, OrganizationId organization) {
    remove(kind, member, organization);
  }

  @Transactional(readOnly = true)
  public Optional<ProjectId> find(MemberKind kind, UUID member, OrganizationId organization) {
    return jdbc.sql(
            """
            select project_id from project_member
            where organization_id = :organization and kind = :kind and member_id = :member
            """)
        .param("organization", organization.value())
        .param("kind", kind.name())
        .param("member", member)
        .query(UUID.class)
        .optional()
        .map(ProjectId::new);
  }

  /** The projects of members, by member; one that is in none is left out. */
  @Transactional(readOnly = true)
  public Map<UUID, Project> of(MemberKind kind, Collection<UUID> ids, OrganizationId organization) {
    Map<UUID, Project> found = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              select m.member_id, p.id, p.organization_id, p.name, p.description, p.locale,
                     p.created_at
              from project_member m
              join project p on p.id = m.project_id and p.organization_id = m.organization_id
              where m.organization_id = :organization and m.kind = :kind
                and m.member_id in (:members)
              """)
          .param("organization", organization.value())
          .param("kind", kind.name())
          .param("members", ids)
          .query(
              row -> {
                found.put(
                    row.getObject("member_id", UUID.class), Projects.project(row, row.getRow()));
              });
    }
    return found;
  }

  /** How many members of each kind projects have; a kind that a project has none of is left out. */
  @Transactional(readOnly = true)
  public Map<ProjectId, Map<MemberKind, Integer>> counts(
      Collection<ProjectId> ids, OrganizationId organization) {
    Map<ProjectId, Map<MemberKind, Integer>> counts = new HashMap<>();
    ids.forEach(id -> counts.put(id, new EnumMap<>(MemberKind.class)));
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              select project_id, kind, count(*) as members
              from project_member
              where organization_id = :organization and project_id in (:projects)
              group by project_id, kind
              """)
          .param("organization", organization.value())
          .param("projects", ids.stream().map(ProjectId::value).toList())
          .query(
              row -> {
                counts
                    .get(new ProjectId(row.getObject("project_id", UUID.class)))
                    .put(MemberKind.valueOf(row.getString("kind")), row.getInt("members"));
              });
    }
    return counts;
  }

  private void remove(MemberKind kind, UUID member, OrganizationId organization) {
    jdbc.sql(
            """
            delete from project_member
            where organization_id = :organization and kind = :kind and member_id = :member
            """)
        .param("organization", organization.value())
        .param("kind", kind.name())
        .param("member", member)
        .update();
  }
}
