package io.diction.api.model;

import io.diction.api.answer.BaseAddress;
import io.diction.api.model.CopyEntities.Authorization;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.CopyAuthorizations;
import io.diction.modelcopy.CopyAuthorizations.Leave;
import io.diction.organization.Organization;
import io.diction.organization.key.ApiKeys;
import io.diction.organization.key.ApiKeys.Holder;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.project.Projects;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In whose name a copy arrives in another organization: of its key, or of its authorization. */
@Service
public class CopyReceivers {
  private static final int LONGEST = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final CopyAuthorizations authorizations;
  private final ApiKeys keys;
  private final Projects projects;
  private final ProjectMembers members;
  private final BaseAddress address;

  CopyReceivers(
      CopyAuthorizations authorizations,
      ApiKeys keys,
      Projects projects,
      ProjectMembers members,
      BaseAddress address) {
    this.authorizations = authorizations;
    this.keys = keys;
    this.projects = projects;
    this.members = members;
    this.address = address;
  }

  /** By what others name the user's organization. */
  public static String resourceId(OrganizationId organization) {
    return Organization.resourceId(organization);
  }

  /**
   * Gives leave to copy a version into the user's organization, for an administrator.
   *
   * @param source as it names itself
   * @param project of the own organization that the copy is put into; null for none
   * @return the authorization as the API would answer it; empty where there is no such organization
   */
  @Transactional
  public Optional<String> authorize(String source, @Nullable ProjectId project, SignedIn who) {
    UUID place = project == null ? null : projects.get(project, who).id().value();
    return ResourceId.find(source)
        .flatMap(organization -> authorizations.give(organization, place, who))
        .map(given -> JSON.writeValueAsString(Authorization.of(given, address.links())));
  }

  /** Puts a copy where an authorization says, if that is still there and of its language. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void place(Leave leave, UUID copy, String locale) {
    Optional.ofNullable(leave.project())
        .flatMap(id -> projects.find(new ProjectId(id), leave.receiver()))
        .filter(project -> project.locale().equals(locale))
        .ifPresent(
            project ->
                members.connect(project.id(), MemberKind.MODEL, copy, locale, leave.receiver()));
  }

  /** Whoever a key speaks for; empty for none that works. */
  @Transactional
  public Optional<SignedIn> byKey(String key) {
    return keys.verify(key).map(CopyReceivers::receiver);
  }

  /**
   * Uses an authorization up.
   *
   * @param organization that gave it, as it is called in it
   * @return empty where it is unknown, used, over, or meant for another organization
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Leave> byAuthorization(String id, String organization, SignedIn who) {
    return ResourceId.find(organization).flatMap(target -> use(id, target, who));
  }

  /** The same with the authorization as the API answered it, for people who paste it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Leave> byAuthorization(String pasted, SignedIn who) {
    if (pasted.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      JsonNode given = JSON.readTree(pasted);
      return byAuthorization(
          given.path("id").asString(""), given.path("targetResourceId").asString(""), who);
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Leave> use(String id, OrganizationId target, SignedIn who) {
    UUID known;
    try {
      known = UUID.fromString(id);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    return authorizations.use(known, target, who);
  }

  private static SignedIn receiver(Holder holder) {
    return new SignedIn(
        holder.maker(),
        holder.organization(),
        holder.role(),
        "API key %s".formatted(holder.keyName()),
        ZoneOffset.UTC);
  }
}
