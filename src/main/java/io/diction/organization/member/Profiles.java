package io.diction.organization.member;

import io.diction.identity.Theme;
import io.diction.identity.UserId;
import java.time.ZoneId;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What users choose for themselves. */
@Service
public class Profiles {
  private final JdbcClient jdbc;

  Profiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the user chose. */
  public Preferences preferences(UserId id) {
    return jdbc.sql("select language, time_zone, theme from app_user where id = :id")
        .param("id", id.value())
        .query(
            (row, number) -> {
              String zone = row.getString("time_zone");
              return new Preferences(
                  Users.language(row), zone == null ? null : ZoneId.of(zone), Users.theme(row));
            })
        .single();
  }

  /** Acts at the user's next request. */
  @Transactional
  public void prefer(UserId id, Preferences preferences) {
    Locale language = preferences.language();
    ZoneId zone = preferences.zone();
    jdbc.sql(
            """
            update app_user
            set language = :language, time_zone = :zone, theme = :theme
            where id = :id
            """)
        .param("language", language == null ? null : language.toLanguageTag())
        .param("zone", zone == null ? null : zone.getId())
        .param("theme", preferences.theme() == Theme.SYSTEM ? null : preferences.theme().name())
        .param("id", id.value())
        .update();
  }

  @Transactional
  public void rename(UserId id, String displayName) {
    jdbc.sql("update app_user set display_name = :name where id = :id")
        .param("name", displayName.strip())
        .param("id", id.value())
        .update();
  }
}
