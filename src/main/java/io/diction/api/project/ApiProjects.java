package io.diction.api.project;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.listing.Fields;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.listing.Slices;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.project.Project;
import io.diction.project.ProjectDeleted;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Projects as the API sees them: with the properties that callers add. */
@Service
class ApiProjects {
  private static final Fields FIELDS =
      Fields.none()
          .text("displayName", "p.name")
          .text("description", "p.description")
          .text("locale", "p.locale")
          .time("createdDateTime", "p.created_at");

  private final Projects projects;
  private final ProjectMembers members;
  private final PropertyRows properties;
  private final BaseModels baseModels;
  private final Organizations organizations;
  private final Slices slices;

  ApiProjects(
      Projects projects,
      ProjectMembers members,
      PropertyRows properties,
      BaseModels baseModels,
      Organizations organizations,
      Slices slices) {
    this.projects = projects;
    this.members = members;
    this.properties = properties;
    this.baseModels = baseModels;
    this.organizations = organizations;
    this.slices = slices;
  }

  /** The locales that base models are installed for. */
  List<String> locales() {
    return baseModels.locales();
  }

  @Transactional(readOnly = true)
  public Slice<ProjectEntity> list(ListQuery query, Links links, SignedIn who) {
    Slice<Project> found =
        slices.read(
            """
            select p.id, p.organization_id, p.name, p.description, p.locale, p.created_at
            from project p
            where p.organization_id = :organization and %s
            order by p.organization_id desc, p.created_at desc, p.id desc
            """,
            Map.of("organization", who.organization().value()), FIELDS, query, Projects::project);
    List<ProjectId> ids = found.rows().stream().map(Project::id).toList();
    var counts = members.counts(ids, who.organization());
    Map<UUID, Properties> said =
        properties.of(
            EntityKind.PROJECT, ids.stream().map(ProjectId::value).toList(), who.organization());
    return found.map(
        project ->
            ProjectEntity.of(
                project,
                said.getOrDefault(project.id().value(), Properties.NONE),
                counts.get(project.id()),
                links));
  }

  @Transactional(readOnly = true)
  public ProjectEntity get(ProjectId id, Links links, SignedIn who) {
    return entity(projects.get(id, who), links);
  }

  @Transactional
  public ProjectEntity create(Body body, Links links, SignedIn who) {
    String name = body.displayName();
    String description = body.description();
    String locale = body.locale();
    Map<String, String> custom = body.customProperties();
    body.check();
    String known =
        locales().stream()
            .filter(locale::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(
                () ->
                    ApiError.invalid(
                            DetailCode.INVALID_LOCALE,
                            "'%s' is none of the locales here: %s."
                                .formatted(locale, String.join(", ", locales())))
                        .target("locale"));
    Project project = projects.create(new ProjectText(name, description), known, who);
    save(project, custom);
    return entity(project, links);
  }

  @Transactional
  public ProjectEntity change(ProjectId id, Body body, Links links, SignedIn who) {
    // Two changes at once would each keep what the other one replaces.
    organizations.lock(who.organization());
    Project before = projects.get(id, who);
    Properties said = properties.get(EntityKind.PROJECT, id.value(), who.organization());
    Change<String> name = body.changedDisplayName();
    Change<String> description = body.changedDescription();
    Map<String, String> custom = body.changedCustomProperties(said.customProperties());
    body.check();
    Project after =
        projects.change(
            id,
            new ProjectText(name.orKeep(before.name()), description.or(before.description())),
            who);
    save(after, custom);
    return entity(after, links);
  }

  /** One that does not exist is deleted already. */
  @Transactional
  public void delete(ProjectId id, SignedIn who) {
    who.requireAdmin();
    if (projects.find(id, who).isPresent()) {
      projects.delete(id, who);
    }
  }

  @EventListener
  void deleted(ProjectDeleted deleted) {
    properties.forget(EntityKind.PROJECT, deleted.id().value(), deleted.organization());
  }

  private void save(Project project, Map<String, String> custom) {
    properties.save(
        EntityKind.PROJECT,
        project.id().value(),
        project.organization(),
        new Properties(null, null, custom, null));
  }

  private ProjectEntity entity(Project project, Links links) {
    return ProjectEntity.of(
        project,
        properties.get(EntityKind.PROJECT, project.id().value(), project.organization()),
        members.counts(List.of(project.id()), project.organization()).get(project.id()),
        links);
  }
}
