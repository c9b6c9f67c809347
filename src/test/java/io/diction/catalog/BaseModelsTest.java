package io.diction.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.PackFixtures;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;

class BaseModelsTest {
  private static final OffsetDateTime INSTALLED = OffsetDateTime.parse("2026-03-01T10:00:00Z");

  @Nested
  @DataTest
  class H2Test extends Cases {}

  @Nested
  @DataTest
  @OnPostgres
  class PostgresTest extends Cases {}

  @Import(Audit.class)
  abstract static class Cases {
    @Autowired private JdbcClient jdbc;
    @Autowired private Audit audit;
    @Autowired private PlatformTransactionManager transactions;
    @TempDir private Path folder;
    private BaseModelRows rows;
    private InstalledPacks packs;
    private BaseModels models;

    @BeforeEach
    void open() {
      jdbc.sql("delete from base_model").update();
      at(INSTALLED);
    }

    private void at(OffsetDateTime now) {
      Clock clock = Clock.fixed(now.toInstant(), ZoneOffset.UTC);
      rows = new BaseModelRows(jdbc, clock);
      packs = packs(clock, new MockEnvironment());
      models = new BaseModels(rows, packs, audit, clock);
    }

    private InstalledPacks packs(Clock clock, MockEnvironment environment) {
      return new InstalledPacks(
          new CatalogSettings(folder, Path.of("target", "packs-cache")),
          rows,
          transactions,
          clock,
          environment);
    }

    @Test
    void registersTheBuiltInPackOnceAndCountsItsDatesFromThen() {
      register(INSTALLED);
      register(INSTALLED.plusYears(1));

      BaseModel english = models.trainable("en-US").get(0);
      assertThat(models.trainable("en-US")).hasSize(1);
      assertThat(english.name()).isEqualTo("20160629");
      assertThat(english.adaptationUntil()).isEqualTo(INSTALLED.plusYears(5));
      assertThat(english.transcriptionUntil()).isEqualTo(INSTALLED.plusYears(7));
      assertThat(english.packSha256()).isEqualTo(SpeechModel.ENGLISH_SHA256);
      assertThat(models.speechModel(english.id()).sha256()).isEqualTo(english.packSha256());
      assertThat(english.capabilities()).containsExactly("audio", "text", "pronunciation");
      assertThat(english.charged()).isFalse();
      assertThat(models.get(english.id())).isEqualTo(english);
    }

    @Test
    void seesAPackThatIsPutIntoTheFolderAndOneThatIsTakenAway() throws IOException {
      register(INSTALLED);
      LanguagePack pack =
          new Packs(folder)
              .install(
                  PackFixtures.described(Files.createDirectory(folder.resolve(".x")), "tiny"),
                  PackOptions.NONE,
                  Progress.NONE)
              .pack();
      at(INSTALLED.plusMinutes(1));

      BaseModel tiny = models.trainable("eo").get(0);
      assertThat(tiny.name()).isEqualTo("20200101");
      assertThat(models.trainableLanguages())
          .extracting(Language::name)
          .containsExactly("English", "Esperanto");
      assertThat(models.speechModel(tiny.id()).sha256()).isEqualTo(pack.sha256());
      assertThat(models.speechModel(tiny.id())).isSameAs(models.speechModel(tiny.id()));

      Folders.delete(folder.resolve("tiny"));
      at(INSTALLED.plusMinutes(2));
      assertThat(models.trainable("eo")).isEmpty();
      assertThat(models.usable("eo")).isEmpty();
      assertThat(models.get(tiny.id()).name()).isEqualTo("20200101");
      assertThatThrownBy(() -> models.speechModel(tiny.id()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("not installed");
    }

    @Test
    void chargesForItInTheDemo() {
      MockEnvironment demo = new MockEnvironment();
      demo.setActiveProfiles("demo");
      packs(Clock.fixed(INSTALLED.toInstant(), ZoneOffset.UTC), demo).afterPropertiesSet();

      assertThat(models.trainable("en-US")).allMatch(BaseModel::charged);
    }

    @Test
    void offersNoExpiredBaseModelForTraining() {
      register(INSTALLED);
      at(INSTALLED.plusYears(5));
      assertThat(models.trainable("en-US")).isEmpty();
      assertThat(models.trainableLanguages()).isEmpty();
      assertThat(models.languages()).hasSize(1);
      assertThat(models.usable("en-US")).hasSize(1);

      at(INSTALLED.plusYears(7));
      assertThat(models.usable("en-US")).isEmpty();
    }

    @Test
    void namesTheCountryOnlyWhereThereAreVariants() {
      add("en-US", "20160629");
      add("de-DE", "20200101");
      assertThat(models.languages())
          .extracting(Language::name)
          .containsExactly("English", "German");

      add("en-GB", "20200101");

      assertThat(models.languages())
          .extracting(Language::name)
          .containsExactly("English (United Kingdom)", "English (United States)", "German");
      assertThat(models.languageName("en-GB")).isEqualTo("English (United Kingdom)");
      assertThat(models.languageName("fr-FR")).isEqualTo("fr-FR");
    }

    @Test
    void offersTheNewestFirst() {
      add("en-US", "20160629");
      add("en-US", "20240101");
      add("en-US", "20200101");

      assertThat(models.trainable("en-US"))
          .extracting(BaseModel::name)
          .containsExactly("20240101", "20200101", "20160629");
    }

    @Test
    void knowsNoOther() {
      assertThatThrownBy(() -> models.get(new BaseModelId(Ids.next())))
          .isInstanceOf(NotFound.class);
    }

    private void register(OffsetDateTime at) {
      packs(Clock.fixed(at.toInstant(), ZoneOffset.UTC), new MockEnvironment())
          .afterPropertiesSet();
    }

    private void add(String locale, String name) {
      rows.addIfAbsent(
          new BaseModel(
              new BaseModelId(Ids.next()),
              locale,
              "",
              name,
              List.of("text"),
              false,
              INSTALLED,
              INSTALLED.plusYears(1),
              INSTALLED.plusYears(2),
              SpeechModel.ENGLISH_SHA256),
          "test");
    }
  }
}
