package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.util.UUID;

/**
 * Whose use is counted.
 *
 * @param of the organization or the model
 * @param reader the organization that looks: models of others than it and those who use them are
 *     not named
 */
record UsageScope(Kind kind, UUID of, OrganizationId reader) {
  enum Kind {
    /** Of an organization, for its administrators. */
    OWN(
        "e.organization_id = :of",
        "true",
        """
        m.organization_id = :reader or exists (
          select 1 from model_access a
          where a.model_id = m.id and a.organization_id = :reader
            and (a.until_at is null or a.until_at > current_timestamp))
        """),
    /** Of a reseller's customers, and of whoever else uses its models. */
    CUSTOMERS(
        """
        e.organization_id <> :of
          and (e.owner_id = :of
            or exists (
              select 1 from organization c where c.id = e.organization_id and c.parent_id = :of))
        """,
        "e.model_id is null or e.owner_id = :reader",
        "true"),
    /** Of a model of the reader's, wherever. */
    MODEL(
        """
        e.model_id = :of and exists (
          select 1 from custom_model o where o.id = e.model_id and o.organization_id = :reader)
        """,
        "true",
        "true"),
    /** Of the installation: for its operator, of all organizations. */
    ALL("true", "true", "true");

    final String condition;

    /** Whether the reader is told which model it was. */
    final String named;

    /** Whether by the name of today: who has lost a model learns no other name of it. */
    final String today;

    Kind(String condition, String named, String today) {
      this.condition = condition;
      this.named = named;
      this.today = today;
    }
  }

  static UsageScope own(OrganizationId organization) {
    return new UsageScope(Kind.OWN, organization.value(), organization);
  }

  static UsageScope customers(OrganizationId reseller) {
    return new UsageScope(Kind.CUSTOMERS, reseller.value(), reseller);
  }

  static UsageScope model(CustomModelId model, OrganizationId owner) {
    return new UsageScope(Kind.MODEL, model.value(), owner);
  }

  static UsageScope all(OrganizationId reader) {
    return new UsageScope(Kind.ALL, reader.value(), reader);
  }

  /** Whether people are named: in their own organization alone. */
  boolean namesUsers() {
    return kind == Kind.OWN;
  }
}
