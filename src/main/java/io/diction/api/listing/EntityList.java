package io.diction.api.listing;

import io.diction.identity.OrganizationId;
import io.diction.project.ProjectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Entities of one kind that an organization has: by pages, the newest first, and single ones. */
public abstract class EntityList<T> {
  /** What all kinds are filtered by that have a status. */
  protected static final Fields FIELDS =
      Fields.none()
          .text("displayName", "t.display_name")
          .text("description", "t.description")
          .time("createdDateTime", "t.created_at")
          .time("lastActionDateTime", "t.changed_at")
          .constant("status", "t.status", Set.of("NotStarted", "Running", "Succeeded", "Failed"))
          .text("locale", "t.locale");

  private static final String NEWEST_FIRST = " order by t.created_at desc, t.id desc";

  private final Slices slices;
  private final String where;
  private final Fields fields;
  private final RowMapper<T> row;

  /**
   * @param all statement that reads those of {@code :organization}, with columns {@code id}, {@code
   *     project_id}, {@code created_at} and {@code status} as published; a percent sign is doubled
   */
  protected EntityList(Slices slices, String all, Fields fields, RowMapper<T> row) {
    this.slices = slices;
    this.where = "select t.* from (" + all + ") t where ";
    this.fields = fields;
    this.row = row;
  }

  public Slice<T> page(OrganizationId organization, ListQuery query) {
    return slices.read(
        where + "%s" + NEWEST_FIRST,
        Map.of("organization", organization.value()),
        fields,
        query,
        row);
  }

  public Slice<T> page(OrganizationId organization, ProjectId project, ListQuery query) {
    return slices.read(
        where + "t.project_id = :project and %s" + NEWEST_FIRST,
        Map.of("organization", organization.value(), "project", project.value()),
        fields,
        query,
        row);
  }

  public Optional<T> find(OrganizationId organization, UUID id) {
    return slices.first(
        where + "t.id = :id", Map.of("organization", organization.value(), "id", id), row);
  }

  /** The newest one that has ended, or has come as far as it is asked for. */
  public Optional<UUID> latest(OrganizationId organization, boolean ended, boolean begun) {
    return slices.first(
        where
            + "(not :ended or t.status in ('Succeeded', 'Failed'))"
            + " and (not :begun or t.status <> 'NotStarted')"
            + NEWEST_FIRST,
        Map.of("organization", organization.value(), "ended", ended, "begun", begun),
        (found, number) -> found.getObject("id", UUID.class));
  }
}
