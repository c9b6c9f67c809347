package io.diction.api.model;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.CopyAuthorizations;
import io.diction.organization.key.ApiKeys;
import io.diction.organization.key.ApiKeys.Holder;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
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

  CopyReceivers(CopyAuthorizations authorizations, ApiKeys keys) {
    this.authorizations = authorizations;
    this.keys = keys;
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
  public Optional<SignedIn> byAuthorization(String id, String organization, SignedIn who) {
    return ResourceId.find(organization).flatMap(target -> use(id, target, who));
  }

  /** The same with the authorization as the API answered it, for people who paste it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<SignedIn> byAuthorization(String pasted, SignedIn who) {
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

  private Optional<SignedIn> use(String id, OrganizationId target, SignedIn who) {
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
