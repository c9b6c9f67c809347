package io.diction.organization.plan;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.Organization.Limits;
import io.diction.organization.Organizations;
import io.diction.organization.Rights;
import io.diction.organization.member.Members;
import io.diction.storage.Blobs;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an organization's plan allows, how much of it is used, and where its credits went. */
@Service
public class Plans {
  private final Organizations organizations;
  private final Members members;
  private final Credits credits;
  private final Blobs blobs;
  private final ObjectProvider<ModelCount> models;

  Plans(
      Organizations organizations,
      Members members,
      Credits credits,
      Blobs blobs,
      ObjectProvider<ModelCount> models) {
    this.organizations = organizations;
    this.members = members;
    this.credits = credits;
    this.blobs = blobs;
    this.models = models;
  }

  /** Users, models and storage of an organization. */
  @Transactional(readOnly = true)
  public List<Usage> usage(SignedIn who, OrganizationId organization) {
    Rights.requireAdmin(who, organization);
    return usage(organization);
  }

  /** The same of a customer, for its reseller and for a SYSOP. */
  @Transactional(readOnly = true)
  public List<Usage> usageOfCustomer(SignedIn who, Organization customer) {
    requireReseller(who, customer);
    return usage(customer.id());
  }

  /** Training credits that a customer has left. */
  @Transactional(readOnly = true)
  public long balanceOfCustomer(SignedIn who, Organization customer) {
    requireReseller(who, customer);
    return credits.balance(customer.id());
  }

  private static void requireReseller(SignedIn who, Organization customer) {
    who.requireReseller();
    if (!who.isSysop() && !who.organization().equals(customer.parent())) {
      throw new NotFound();
    }
  }

  private List<Usage> usage(OrganizationId organization) {
    Limits limits = organizations.get(organization).limits();
    List<Usage> usages = new ArrayList<>();
    usages.add(new Usage("users", members.places(organization), wide(limits.maxUsers())));
    models.ifAvailable(
        count ->
            usages.add(new Usage("models", count.models(organization), wide(limits.maxModels()))));
    usages.add(new Usage("storage", blobs.usedBytes(organization), limits.maxStorageBytes()));
    return usages;
  }

  /** The ledger of an organization's training credits, the newest entry first. */
  @Transactional(readOnly = true)
  public GridPage<Credits.Entry> credits(
      SignedIn who, OrganizationId organization, GridQuery query) {
    Rights.requireAdmin(who, organization);
    long total = credits.entries(organization);
    GridQuery within = query.within(total);
    return new GridPage<>(
        credits.history(organization, within.size(), within.offset()), total, within);
  }

  private static long wide(int limit) {
    return limit == Integer.MAX_VALUE ? Long.MAX_VALUE : limit;
  }
}
