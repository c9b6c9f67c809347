package io.diction.api.property;

import io.diction.api.answer.EntityKind;
import io.diction.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Properties by kind and identifier. Lists that filter by them join {@code api_property} on
 * organization, kind and their own identifier.
 */
@Repository
public class PropertyRows {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  PropertyRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** {@link Properties#NONE} where nothing was said. */
  public Properties get(EntityKind kind, UUID id, OrganizationId organization) {
    return of(kind, List.of(id), organization).getOrDefault(id, Properties.NONE);
  }

  /** Of many at once; those of which nothing was said are left out. */
  public Map<UUID, Properties> of(
      EntityKind kind, Collection<UUID> ids, OrganizationId organization) {
    Map<UUID, Properties> found = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              select entity_id, display_name, description, custom_properties, email
              from api_property
              where organization_id = :organization and kind = :kind and entity_id in (:ids)
              """)
          .param("organization", organization.value())
          .param("kind", kind.name())
          .param("ids", ids)
          .query(
              row -> {
                found.put(row.getObject("entity_id", UUID.class), properties(row));
              });
    }
    return found;
  }

  /** In the transaction that makes or changes the thing. */
  public void save(EntityKind kind, UUID id, OrganizationId organization, Properties properties) {
    forget(kind, id, organization);
    if (properties.equals(Properties.NONE)) {
      return;
    }
    jdbc.sql(
            """
            insert into api_property (organization_id, kind, entity_id, display_name, description,
                                      custom_properties, email)
            values (:organization, :kind, :id, :name, :description, :custom, :email)
            on conflict do nothing
            """)
        .param("organization", organization.value())
        .param("kind", kind.name())
        .param("id", id)
        .param("name", properties.displayName())
        .param("description", properties.description())
        .param("custom", written(properties.customProperties()))
        .param("email", properties.email())
        .update();
  }

  /** In the transaction that removes the thing. */
  public void forget(EntityKind kind, UUID id, OrganizationId organization) {
    jdbc.sql(
            """
            delete from api_property
            where organization_id = :organization and kind = :kind and entity_id = :id
            """)
        .param("organization", organization.value())
        .param("kind", kind.name())
        .param("id", id)
        .update();
  }

  private Properties properties(ResultSet row) throws SQLException {
    return new Properties(
        row.getString("display_name"),
        row.getString("description"),
        read(row.getString("custom_properties")),
        row.getString("email"));
  }

  private @Nullable String written(Map<String, String> properties) {
    return properties.isEmpty() ? null : json.writeValueAsString(new TreeMap<>(properties));
  }

  private Map<String, String> read(@Nullable String text) {
    Map<String, String> properties = new HashMap<>();
    if (text != null) {
      json.readTree(text)
          .properties()
          .forEach(entry -> properties.put(entry.getKey(), entry.getValue().stringValue()));
    }
    return properties;
  }
}
