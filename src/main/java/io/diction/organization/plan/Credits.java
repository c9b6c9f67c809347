package io.diction.organization.plan;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organizations;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Training credits: a ledger for each organization, only ever appended to. Writers of one
 * organization wait for each other, so a balance never becomes negative.
 */
@Service
public class Credits {
  /** Why a balance changed. */
  public enum Kind {
    GRANTED,
    RESERVED,
    GIVEN_BACK,
    USED
  }

  private final JdbcClient jdbc;
  private final Organizations organizations;
  private final Clock clock;

  Credits(JdbcClient jdbc, Organizations organizations, Clock clock) {
    this.jdbc = jdbc;
    this.organizations = organizations;
    this.clock = clock;
  }

  /** What can still be reserved. */
  public long balance(OrganizationId organization) {
    return jdbc.sql(
            "select coalesce(sum(amount), 0) from credit_entry where organization_id = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /**
   * Takes one credit for {@code reference}, such as a job; a second call for the same reference
   * changes nothing.
   *
   * @param note what it is for, as it stands beside all entries of the reference; at most 256
   *     characters
   * @throws Refusal {@code no-claims-available} when none is left
   */
  @Transactional
  public void reserve(
      OrganizationId organization, UUID reference, String note, @Nullable UserId user) {
    organizations.lock(organization);
    if (has(reference, Kind.RESERVED)) {
      return;
    }
    if (balance(organization) < 1) {
      throw new Refusal.LimitReached(ErrorCode.NO_CLAIMS_AVAILABLE);
    }
    append(organization, Kind.RESERVED, -1, note, reference, user);
  }

  /** Returns the reserved credit of a job that failed or was cancelled, unless it is settled. */
  @Transactional
  public void giveBack(UUID reference) {
    settle(reference, Kind.GIVEN_BACK, 1);
  }

  /** Settles the reserved credit of a job that succeeded, unless it is settled. */
  @Transactional
  public void use(UUID reference) {
    settle(reference, Kind.USED, 0);
  }

  /** Adds credits. */
  @Transactional
  public void grant(SignedIn who, OrganizationId organization, int amount, String note) {
    who.requireSysop();
    if (amount < 1) {
      throw new IllegalArgumentException("credits granted: " + amount);
    }
    organizations.lock(organization);
    append(organization, Kind.GRANTED, amount, note, null, who.user());
  }

  /**
   * A line of the ledger.
   *
   * @param balance after it
   * @param userName who caused it, empty where it was Diction itself
   */
  public record Entry(
      OffsetDateTime at, Kind kind, long amount, long balance, String note, String userName) {}

  /** The ledger of an organization, the newest entry first. */
  @Transactional(readOnly = true)
  List<Entry> history(OrganizationId organization, int limit, long offset) {
    return jdbc.sql(
            """
            select c.at, c.kind, c.amount, c.balance, coalesce(c.note, '') as note,
              coalesce(u.display_name, '') as userName
            from (
              select id, organization_id, at, kind, amount, note, user_id,
                sum(amount) over (order by at, id) as balance
              from credit_entry
              where organization_id = :organization
            ) c
            left join app_user u on u.id = c.user_id
            order by c.at desc, c.id desc
            limit :limit offset :offset
            """)
        .param("organization", organization.value())
        .param("limit", limit)
        .param("offset", offset)
        .query(Entry.class)
        .list();
  }

  @Transactional(readOnly = true)
  long entries(OrganizationId organization) {
    return jdbc.sql("select count(*) from credit_entry where organization_id = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  private void settle(UUID reference, Kind kind, int amount) {
    Optional<Reserved> found = reserved(reference);
    if (found.isEmpty()) {
      return;
    }
    OrganizationId organization = new OrganizationId(found.get().organizationId());
    organizations.lock(organization);
    if (!has(reference, Kind.GIVEN_BACK) && !has(reference, Kind.USED)) {
      append(organization, kind, amount, found.get().note(), reference, null);
    }
  }

  private record Reserved(UUID organizationId, String note) {}

  private Optional<Reserved> reserved(UUID reference) {
    return jdbc.sql(
            """
            select organization_id as organizationId, coalesce(note, '') as note
            from credit_entry
            where reference = :reference and kind = 'RESERVED'
            """)
        .param("reference", reference)
        .query(Reserved.class)
        .optional();
  }

  private boolean has(UUID reference, Kind kind) {
    return jdbc.sql(
                "select count(*) from credit_entry where reference = :reference and kind = :kind")
            .param("reference", reference)
            .param("kind", kind.name())
            .query(Integer.class)
            .single()
        > 0;
  }

  private void append(
      OrganizationId organization,
      Kind kind,
      int amount,
      String note,
      @Nullable UUID reference,
      @Nullable UserId user) {
    jdbc.sql(
            """
            insert into credit_entry
              (id, organization_id, kind, amount, note, reference, user_id, at)
            values (:id, :organization, :kind, :amount, :note, :reference, :user, :now)
            """)
        .param("id", Ids.next())
        .param("organization", organization.value())
        .param("kind", kind.name())
        .param("amount", amount)
        .param("note", note.isEmpty() ? null : note)
        .param("reference", reference)
        .param("user", user == null ? null : user.value())
        .param("now", OffsetDateTime.now(clock))
        .update();
  }
}
