package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the access table that are not the owner's; {@link HolderRows} reads who has what. */
@Repository
class AccessRows {
  private final JdbcClient jdbc;

  AccessRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<ModelAccess.Giveable> giveable(OrganizationId owner, int most) {
    return jdbc.sql(
            """
            select m.id, m.name, m.locale
            from model_access a
            join custom_model m on m.id = a.model_id
            where a.organization_id = :owner
              and a.name_key >= ''
              and a.permission = 'OWNER'
              and m.archived_at is null
            order by a.organization_id, a.name_key, a.model_id
            fetch first :most rows only
            """)
        .param("owner", owner.value())
        .param("most", most)
        .query(
            (row, number) ->
                new ModelAccess.Giveable(
                    new CustomModelId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    row.getString("locale")))
        .list();
  }

  /** An organization's default for a language. */
  record Default(OrganizationId organization, UUID model, OrganizationId owner, String name) {}

  Map<OrganizationId, Default> defaults(
      Collection<OrganizationId> organizations, String locale, OffsetDateTime now) {
    Map<OrganizationId, Default> defaults = new HashMap<>();
    if (organizations.isEmpty()) {
      return defaults;
    }
    jdbc.sql(
            """
            select a.organization_id, a.model_id, m.organization_id as owner_id, m.name
            from model_access a
            join custom_model m on m.id = a.model_id
            where a.organization_id in (:organizations)
              and a.default_locale = :locale
              and (a.until_at is null or a.until_at > :now)
            """)
        .param("organizations", organizations.stream().map(OrganizationId::value).toList())
        .param("locale", locale)
        .param("now", now)
        .query(
            row -> {
              OrganizationId organization =
                  new OrganizationId(row.getObject("organization_id", UUID.class));
              defaults.put(
                  organization,
                  new Default(
                      organization,
                      row.getObject("model_id", UUID.class),
                      new OrganizationId(row.getObject("owner_id", UUID.class)),
                      row.getString("name")));
            });
    return defaults;
  }

  /** Copies what the grid needs from the owner's row. */
  void add(
      CustomModelId model,
      OrganizationId organization,
      Permission permission,
      @Nullable String defaultLocale,
      @Nullable VersionId version,
      OffsetDateTime now) {
    jdbc.sql(
            """
            insert into model_access (
              model_id, organization_id, permission, default_for_language, default_locale, from_at,
              until_at, version_id, follows, name_key, status, language_key, modified_at)
            select model_id, :organization, :permission, :isDefault, :locale, :now,
                   null, :version, false, name_key, status, language_key, modified_at
            from model_access
            where model_id = :model and permission = 'OWNER'
            """)
        .param("organization", organization.value())
        .param("permission", permission.name())
        .param("isDefault", defaultLocale != null)
        .param("locale", defaultLocale)
        .param("now", now)
        .param("version", version == null ? null : version.value())
        .param("model", model.value())
        .update();
  }

  void change(
      CustomModelId model,
      OrganizationId organization,
      Permission permission,
      @Nullable String defaultLocale) {
    jdbc.sql(
            """
            update model_access
            set permission = :permission, default_for_language = :isDefault,
                default_locale = :locale
            where model_id = :model and organization_id = :organization and permission <> 'OWNER'
            """)
        .param("permission", permission.name())
        .param("isDefault", defaultLocale != null)
        .param("locale", defaultLocale)
        .param("model", model.value())
        .param("organization", organization.value())
        .update();
  }

  /** Makes room for another default. */
  void dropDefault(OrganizationId organization, String locale) {
    jdbc.sql(
            """
            update model_access
            set default_for_language = false, default_locale = null
            where organization_id = :organization and default_locale = :locale
            """)
        .param("organization", organization.value())
        .param("locale", locale)
        .update();
  }

  void until(CustomModelId model, OrganizationId organization, @Nullable OffsetDateTime at) {
    jdbc.sql(
            """
            update model_access
            set until_at = :at
            where model_id = :model and organization_id = :organization and permission <> 'OWNER'
            """)
        .param("at", at)
        .param("model", model.value())
        .param("organization", organization.value())
        .update();
  }

  /** What was served till now is remembered, where it is another one. */
  void serve(CustomModelId model, OrganizationId organization, VersionId version, boolean follows) {
    jdbc.sql(
            """
            update model_access
            set before_version_id =
                  case when version_id = :version then before_version_id else version_id end,
                version_id = :version, follows = :follows
            where model_id = :model and organization_id = :organization and permission <> 'OWNER'
            """)
        .param("version", version.value())
        .param("follows", follows)
        .param("model", model.value())
        .param("organization", organization.value())
        .update();
  }

  /** The owner put a version into use: followers take it, and whoever had none yet. */
  void ownerServes(CustomModelId model, VersionId version) {
    jdbc.sql(
            """
            update model_access
            set before_version_id = version_id, version_id = :version
            where model_id = :model and permission <> 'OWNER'
              and (version_id is null or (follows and version_id <> :version))
            """)
        .param("version", version.value())
        .param("model", model.value())
        .update();
  }

  boolean remove(CustomModelId model, OrganizationId organization) {
    return jdbc.sql(
                """
                delete from model_access
                where model_id = :model and organization_id = :organization
                  and permission <> 'OWNER'
                """)
            .param("model", model.value())
            .param("organization", organization.value())
            .update()
        == 1;
  }
}
