package io.diction.api.property;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.web.Refusal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Name, description, properties and project of things that have no place of their own for them.
 * Whoever calls this knows that the thing exists and that the caller may change it.
 */
@Service
public class Described {
  private final PropertyRows properties;
  private final ProjectMembers members;
  private final Organizations organizations;

  Described(PropertyRows properties, ProjectMembers members, Organizations organizations) {
    this.properties = properties;
    this.members = members;
    this.organizations = organizations;
  }

  /**
   * A kind of thing.
   *
   * @param member what projects call it
   */
  public record Kind(EntityKind entity, MemberKind member) {}

  /** In the transaction that makes it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(Kind kind, UUID id, String locale, Said said, SignedIn who) {
    properties.save(
        kind.entity(),
        id,
        who.organization(),
        new Properties(
            said.displayName(), said.description(), said.customProperties(), said.email()));
    connect(said.project(), kind, id, locale, who);
  }

  /** Whatever a merging request says of it. */
  @Transactional
  public void change(Kind kind, UUID id, String locale, Body body, SignedIn who) {
    // Two changes at once would each keep what the other one replaces.
    organizations.lock(who.organization());
    Properties before = properties.get(kind.entity(), id, who.organization());
    Change<String> name = body.changedDisplayName();
    Change<String> description = body.changedDescription();
    Map<String, String> custom = body.changedCustomProperties(before.customProperties());
    Change<EntityReference> project = body.changedReference("project", EntityKind.PROJECT);
    body.check();
    properties.save(
        kind.entity(),
        id,
        who.organization(),
        new Properties(
            name.or(before.displayName()),
            description.or(before.description()),
            custom,
            before.email()));
    if (project.said()) {
      if (project.value() == null) {
        members.disconnect(kind.member(), id, who);
      } else {
        connect(project.value(), kind, id, locale, who);
      }
    }
  }

  /** In the transaction that removes it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(Kind kind, UUID id, OrganizationId organization) {
    properties.forget(kind.entity(), id, organization);
    members.forget(kind.member(), id, organization);
  }

  private void connect(
      @Nullable EntityReference project, Kind kind, UUID id, String locale, SignedIn who) {
    if (project == null) {
      return;
    }
    try {
      members.connect(new ProjectId(project.id()), kind.member(), id, locale, who);
    } catch (Refusal.NotFound none) {
      throw project.unknown("project");
    } catch (Refusal.Invalid other) {
      throw ApiError.invalid(
              DetailCode.INVALID_LOCALE,
              "The locale is %s, and the project is of another language.".formatted(locale))
          .target("locale");
    }
  }
}
