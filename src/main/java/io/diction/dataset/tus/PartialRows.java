package io.diction.dataset.tus;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelStatus;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of uploads on their way. What is not in it does not exist, whatever files there are.
 */
@Repository
class PartialRows {
  private static final int AT_ONCE = 1_000;

  private final JdbcClient jdbc;

  PartialRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param folder where its files are
   */
  void add(
      UUID id, CustomModelId model, SignedIn who, Creation creation, UUID folder, Instant now) {
    long sizeBytes = creation.bytes();
    Creation.Whole whole = creation.whole();
    jdbc.sql(
            """
            insert into partial_upload (id, organization_id, user_id, model_id, size_bytes,
                                        folder, sent_with, created_at)
            values (:id, :organization, :user, :model, :size, :folder, :whole, :now)
            """)
        .param("id", id)
        .param("organization", who.organization().value())
        .param("user", who.user().value())
        .param("model", model.value())
        .param("size", sizeBytes)
        .param("folder", folder)
        .param("whole", whole == null ? null : whole.id())
        .param("now", sqlTime(now))
        .update();
    // Whoever begins an upload holds the organization's lock: nobody else inserts meanwhile.
    if (change(who.organization().value(), 1, sizeBytes) == 0) {
      set(who.organization().value(), 1, sizeBytes);
    }
  }

  /** What the parts of a file that are begun already were promised. */
  long promisedWith(OrganizationId organization, UUID whole) {
    return jdbc.sql(
            """
            select coalesce(sum(size_bytes), 0)
            from partial_upload
            where organization_id = :organization and sent_with = :whole
            """)
        .param("organization", organization.value())
        .param("whole", whole)
        .query(Long.class)
        .single();
  }

  private int change(UUID organization, long uploads, long bytes) {
    return jdbc.sql(
            """
            update promised_room
            set uploads = uploads + :uploads, promised_bytes = promised_bytes + :bytes
            where organization_id = :organization
            """)
        .param("uploads", uploads)
        .param("bytes", bytes)
        .param("organization", organization)
        .update();
  }

  private void set(UUID organization, long uploads, long bytes) {
    jdbc.sql(
            """
            insert into promised_room (organization_id, uploads, promised_bytes)
            values (:organization, :uploads, :bytes)
            """)
        .param("organization", organization)
        .param("uploads", uploads)
        .param("bytes", bytes)
        .update();
  }

  /** How many uploads an organization has on their way, and what they were promised. */
  record Promised(long uploads, long bytes) {}

  /** Never less than it is, and more only once a model went with its uploads. */
  Promised promised(OrganizationId organization) {
    return jdbc.sql(
            """
            select uploads, promised_bytes as bytes
            from promised_room
            where organization_id = :organization
            """)
        .param("organization", organization.value())
        .query((row, number) -> new Promised(row.getLong("uploads"), row.getLong("bytes")))
        .optional()
        .orElse(new Promised(0, 0));
  }

  /** What it is; the organization's lock is held. */
  Promised recounted(OrganizationId organization) {
    Promised counted =
        jdbc.sql(
                """
                select count(*) as uploads, coalesce(sum(size_bytes), 0) as bytes
                from partial_upload
                where organization_id = :organization
                """)
            .param("organization", organization.value())
            .query((row, number) -> new Promised(row.getLong("uploads"), row.getLong("bytes")))
            .single();
    jdbc.sql("delete from promised_room where organization_id = :organization")
        .param("organization", organization.value())
        .update();
    set(organization.value(), counted.uploads(), counted.bytes());
    return counted;
  }

  /**
   * Organizations whose sum is not what their uploads come to: a process of an earlier release
   * counts nothing, a model that is deleted takes its uploads along.
   */
  List<OrganizationId> miscounted() {
    return jdbc.sql(
            """
            select o.id
            from organization o
            left join promised_room r on r.organization_id = o.id
            left join (
              select organization_id, count(*) as uploads, sum(size_bytes) as bytes
              from partial_upload
              group by organization_id
            ) p on p.organization_id = o.id
            where coalesce(r.uploads, 0) <> coalesce(p.uploads, 0)
               or coalesce(r.promised_bytes, 0) <> coalesce(p.bytes, 0)
            """)
        .query((row, number) -> new OrganizationId(row.getObject("id", UUID.class)))
        .list();
  }

  /** Uploads to models whose training is queued or runs. */
  Set<UUID> ofLockedModels() {
    return new HashSet<>(
        jdbc.sql(
                """
                select p.id
                from partial_upload p join custom_model m on m.id = p.model_id
                where m.queued = true or m.status = :running
                """)
            .param("running", ModelStatus.RUNNING.id())
            .query(UUID.class)
            .list());
  }

  /** Those of the uploads that belong to this user and model. */
  Set<UUID> own(CustomModelId model, SignedIn who, Collection<UUID> ids) {
    Set<UUID> own = new HashSet<>();
    for (List<UUID> some : few(ids)) {
      own.addAll(
          jdbc.sql(
                  """
                  select id
                  from partial_upload
                  where id in (:ids) and organization_id = :organization and user_id = :user
                    and model_id = :model
                  """)
              .param("ids", some)
              .param("organization", who.organization().value())
              .param("user", who.user().value())
              .param("model", model.value())
              .query(UUID.class)
              .list());
    }
    return own;
  }

  /** A folder may have more files than a statement takes parameters. */
  static List<List<UUID>> few(Collection<UUID> ids) {
    List<UUID> all = List.copyOf(ids);
    List<List<UUID>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      parts.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return parts;
  }

  /** What the uploads of an organization will need, as they said when they began. */
  long promisedBytes(OrganizationId organization) {
    return jdbc.sql(
            """
            select coalesce(sum(size_bytes), 0)
            from partial_upload
            where organization_id = :organization
            """)
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /** Of joined uploads it is their parts that were promised something. */
  long promisedBytes(OrganizationId organization, Collection<UUID> ids) {
    Map<UUID, Long> promised = new HashMap<>();
    for (List<UUID> some : few(ids)) {
      jdbc.sql(
              """
              select id, size_bytes
              from partial_upload
              where organization_id = :organization and (id in (:ids) or joined_into in (:ids))
              """)
          .param("organization", organization.value())
          .param("ids", some)
          .query(
              row -> {
                promised.put(row.getObject("id", UUID.class), row.getLong("size_bytes"));
              });
    }
    return promised.values().stream().mapToLong(bytes -> bytes).sum();
  }

  /** Joins parts, which leave what they were joined into before: that exists no more. */
  void join(OrganizationId organization, Collection<UUID> parts, UUID whole) {
    remove(
        jdbc
            .sql(
                """
                select joined_into
                from partial_upload
                where organization_id = :organization and id in (:parts)
                for update
                """)
            .param("organization", organization.value())
            .param("parts", parts)
            .query(UUID.class)
            .list()
            .stream()
            .filter(Objects::nonNull)
            .distinct()
            .toList());
    jdbc.sql(
            """
            update partial_upload
            set joined_into = :whole
            where organization_id = :organization and id in (:parts)
            """)
        .param("organization", organization.value())
        .param("whole", whole)
        .param("parts", parts)
        .update();
  }

  private record Held(UUID organization, long bytes) {}

  @Transactional
  public int remove(Collection<UUID> ids) {
    int removed = 0;
    for (List<UUID> some : few(ids)) {
      // Held, so that two who remove the same do not both give its room back.
      Map<UUID, List<Held>> held =
          jdbc
              .sql(
                  """
                  select organization_id, size_bytes
                  from partial_upload
                  where id in (:ids)
                  for update
                  """)
              .param("ids", some)
              .query(
                  (row, number) ->
                      new Held(
                          row.getObject("organization_id", UUID.class), row.getLong("size_bytes")))
              .list()
              .stream()
              .collect(Collectors.groupingBy(Held::organization));
      removed +=
          jdbc.sql("delete from partial_upload where id in (:ids)").param("ids", some).update();
      held.forEach(
          (organization, uploads) ->
              change(
                  organization, -uploads.size(), -uploads.stream().mapToLong(Held::bytes).sum()));
    }
    return removed;
  }

  Set<UUID> all() {
    return new HashSet<>(jdbc.sql("select id from partial_upload").query(UUID.class).list());
  }

  /**
   * Uploads that began before a time and whose files must be in this folder.
   *
   * @param abandoned when those of any folder began that nobody goes on with any more
   */
  List<UUID> begunBefore(Instant limit, UUID folder, Instant abandoned) {
    return jdbc.sql(
            """
            select id
            from partial_upload
            where created_at < :limit
              and (folder = :folder or folder is null or created_at < :abandoned)
            """)
        .param("limit", sqlTime(limit))
        .param("folder", folder)
        .param("abandoned", sqlTime(abandoned))
        .query(UUID.class)
        .list();
  }

  private static OffsetDateTime sqlTime(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
