package io.diction.catalog;

import io.diction.web.Languages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Collator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table of base models. It has few rows and every page needs them, so they are kept a while.
 */
@Repository
class BaseModelRows {
  /** How long a pack installed by another process may stay unseen. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile @Nullable Snapshot snapshot;

  BaseModelRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All base models, the newest of each locale first, and their languages by name. */
  record Snapshot(
      List<BaseModel> models,
      List<Language> languages,
      Instant readAt,
      Map<Locale, List<Language>> translated) {
    Snapshot(List<BaseModel> models, List<Language> languages, Instant readAt) {
      this(models, languages, readAt, new ConcurrentHashMap<>());
    }

    /** As a reader of one of our languages calls and orders them. */
    List<Language> languages(Locale reader) {
      return reader.equals(Languages.ENGLISH)
          ? languages
          : translated.computeIfAbsent(reader, this::translate);
    }

    private List<Language> translate(Locale reader) {
      return languages.stream()
          .map(language -> translate(language, reader))
          .sorted(Comparator.comparing(Language::name, Collator.getInstance(reader)::compare))
          .toList();
    }

    private static Language translate(Language language, Locale reader) {
      Locale tag = Locale.forLanguageTag(language.locale());
      String name = tag.getDisplayLanguage(reader);
      return new Language(
          language.locale(),
          language.name().endsWith(")") ? name + " (" + tag.getDisplayCountry(reader) + ")" : name,
          language.key());
    }
  }

  /** How a locale's language and country are called and sorted. */
  record Naming(String language, String country, String key) {
    static Naming of(String locale) {
      Locale tag = Locale.forLanguageTag(locale);
      String language = tag.getDisplayLanguage(Locale.ENGLISH);
      String country = tag.getDisplayCountry(Locale.ENGLISH);
      return new Naming(language, country, (language + " " + country).toLowerCase(Locale.ROOT));
    }
  }

  private record Row(BaseModel model, Naming naming) {}

  Snapshot snapshot() {
    Snapshot kept = snapshot;
    if (kept == null || kept.readAt().plus(KEPT).isBefore(clock.instant())) {
      kept = read();
      snapshot = kept;
    }
    return kept;
  }

  void change(BaseModel model) {
    jdbc.sql(
            """
            update base_model
            set charged = :charged, adaptation_until = :adaptation,
              transcription_until = :transcription
            where id = :id
            """)
        .param("charged", model.charged())
        .param("adaptation", model.adaptationUntil())
        .param("transcription", model.transcriptionUntil())
        .param("id", model.id().value())
        .update();
    snapshot = null;
  }

  /** Adds a base model unless the locale has one of that name. */
  void addIfAbsent(BaseModel model, String pack) {
    Naming naming = Naming.of(model.locale());
    jdbc.sql(
            """
            insert into base_model (
              id, locale, language_name, country_name, language_key, name, capabilities, pack,
              pack_sha256, charged, installed_at, adaptation_until, transcription_until)
            values (
              :id, :locale, :language, :country, :key, :name, :capabilities, :pack,
              :sha256, :charged, :installedAt, :adaptationUntil, :transcriptionUntil)
            on conflict do nothing
            """)
        .param("id", model.id().value())
        .param("locale", model.locale())
        .param("language", naming.language())
        .param("country", naming.country())
        .param("key", naming.key())
        .param("name", model.name())
        .param("capabilities", String.join(",", model.capabilities()))
        .param("pack", pack)
        .param("sha256", model.packSha256())
        .param("charged", model.charged())
        .param("installedAt", model.installedAt())
        .param("adaptationUntil", model.adaptationUntil())
        .param("transcriptionUntil", model.transcriptionUntil())
        .update();
    snapshot = null;
  }

  private Snapshot read() {
    Instant readAt = clock.instant();
    List<Row> rows =
        jdbc.sql(
                """
                select id, locale, language_name, country_name, language_key, name, capabilities,
                       pack_sha256, charged, installed_at, adaptation_until,
                       transcription_until
                from base_model
                order by language_key, locale, name desc, id desc
                """)
            .query(BaseModelRows::map)
            .list();
    Map<String, Naming> locales = new LinkedHashMap<>();
    rows.forEach(row -> locales.putIfAbsent(row.model().locale(), row.naming()));
    List<Language> languages = new ArrayList<>();
    locales.forEach(
        (locale, naming) ->
            languages.add(new Language(locale, shown(naming, locales), naming.key())));
    Map<String, String> names = new LinkedHashMap<>();
    languages.forEach(language -> names.put(language.locale(), language.name()));
    List<BaseModel> models =
        rows.stream().map(row -> named(row.model(), names.get(row.model().locale()))).toList();
    return new Snapshot(models, List.copyOf(languages), readAt);
  }

  private static String shown(Naming naming, Map<String, Naming> installed) {
    long variants =
        installed.values().stream()
            .filter(other -> other.language().equals(naming.language()))
            .count();
    return variants < 2 || naming.country().isEmpty()
        ? naming.language()
        : naming.language() + " (" + naming.country() + ")";
  }

  private static BaseModel named(BaseModel model, String languageName) {
    return new BaseModel(
        model.id(),
        model.locale(),
        languageName,
        model.name(),
        model.capabilities(),
        model.charged(),
        model.installedAt(),
        model.adaptationUntil(),
        model.transcriptionUntil(),
        model.packSha256());
  }

  private static Row map(ResultSet row, int number) throws SQLException {
    Naming naming =
        new Naming(
            row.getString("language_name"),
            row.getString("country_name"),
            row.getString("language_key"));
    BaseModel model =
        new BaseModel(
            new BaseModelId(row.getObject("id", UUID.class)),
            row.getString("locale"),
            naming.language(),
            row.getString("name"),
            List.of(row.getString("capabilities").split(",")),
            row.getBoolean("charged"),
            row.getObject("installed_at", OffsetDateTime.class),
            row.getObject("adaptation_until", OffsetDateTime.class),
            row.getObject("transcription_until", OffsetDateTime.class),
            row.getString("pack_sha256"));
    return new Row(model, naming);
  }
}
