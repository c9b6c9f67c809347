package io.diction.bench;

import io.diction.DictionApplication;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Much data: 100,000 models, 5,000 of them in the largest of 1,000 organizations, 10,000 users,
 * 200,000 entries of the audit log, a year of 30,000 transcribed recordings, and 16 models with 60
 * datasets, 500 terms, several versions and 200 tests each.
 */
final class PortalData {
  private static final int ORGANIZATIONS = 1_000;
  private static final int USERS_EACH = 10;
  private static final int MODELS = 100_000;
  static final int LARGEST = 5_000;
  private static final int FULL = 16;
  private static final int ENTRIES = 200_000;
  private static final int DATASETS = 60;
  private static final int TERMS = 500;
  private static final int VERSIONS = 6;
  private static final int TESTS = 200;
  private static final int RECORDINGS = 30_000;
  private static final int BLOBS = 100_000;
  private static final int BATCH = 1_000;
  static final List<String> WORDS =
      List.of("Medical", "Legal", "Radiology", "Court", "Insurance", "Hotline", "Podcast");
  private static final int[] STATUSES = {1, 1, 1, 2, 4, 4, 4, 4, 4, 5};
  private static final OffsetDateTime START =
      OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final Path folder;
  private final Random random = new Random(1);

  PortalData(Path folder) {
    this.folder = folder;
  }

  /**
   * Who asks, by e-mail address and by key of the REST API, and models of the largest organization
   * that hold something.
   */
  record Data(String admin, String sysop, String key, List<String> models) {}

  /** Made once: filling takes longer than many a measurement. */
  Data filled() throws IOException, SQLException {
    Path people = folder.resolve("people.txt");
    if (!Files.exists(people)) {
      Data data = fill(folder);
      List<String> lines = new ArrayList<>(List.of(data.admin(), data.sysop(), data.key()));
      lines.addAll(data.models());
      Files.write(people, lines);
    }
    List<String> lines = Files.readAllLines(people);
    return new Data(
        lines.get(0), lines.get(1), lines.get(2), List.copyOf(lines.subList(3, lines.size())));
  }

  private Data fill(Path folder) throws SQLException {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(DictionApplication.class)
            .profiles("bench")
            .run("--diction.data=" + folder, "--server.port=0", "--diction.jobs.here=false")) {
      OrganizationFixtures people =
          context.getAutowireCapableBeanFactory().createBean(OrganizationFixtures.class);
      SignedIn sysop = people.user(Role.SYSOP);
      SignedIn admin = people.user(Role.ORGADMIN);
      for (int i = 1; i < USERS_EACH; i++) {
        people.user(admin.organization(), Role.USER);
      }
      DataSource database = context.getBean(DataSource.class);
      List<UUID> models = addModels(database, admin, LARGEST);
      List<UUID> full = new ArrayList<>();
      for (int i = 0; i < FULL; i++) {
        full.add(models.get(i * models.size() / FULL));
      }
      for (int i = 2; i < ORGANIZATIONS; i++) {
        SignedIn other = people.user(Role.ORGADMIN);
        for (int j = 1; j < USERS_EACH; j++) {
          people.user(other.organization(), Role.USER);
        }
        addModels(database, other, (MODELS - LARGEST) / (ORGANIZATIONS - 2));
      }
      addVersions(database);
      for (UUID model : full) {
        addData(database, admin, model);
      }
      addBlobs(database, admin.organization().value());
      addUsage(database);
      addRecordings(database, admin, full);
      addEntries(database, admin);
      try (Connection connection = database.getConnection();
          PreparedStatement analyze = connection.prepareStatement("analyze")) {
        analyze.execute();
      }
      return new Data(
          OrganizationFixtures.email(admin.user()),
          OrganizationFixtures.email(sysop.user()),
          context.getBean(ApiKeys.class).create(admin, new ApiKeyForm("bench", Role.ORGADMIN, 30)),
          full.stream().map(UUID::toString).toList());
    }
  }

  private List<UUID> addModels(DataSource database, SignedIn owner, int count) throws SQLException {
    List<UUID> added = new ArrayList<>();
    UUID organization = owner.organization().value();
    try (Connection connection = database.getConnection();
        PreparedStatement model =
            connection.prepareStatement(
                """
                insert into custom_model (
                  id, organization_id, lock_version, name, description, domain, locale,
                  language_key, status, queued, progress, stage, status_at, data_ready,
                  data_revision, queued_revision, trained_revision, auto_train, versions,
                  awaiting_acceptance, created_at, created_by, modified_at)
                values (?, ?, 1, ?, '', '', 'en-US', 'english united states', ?, false, 0, '', ?,
                  false, 0, 0, 0, false, 0, false, ?, ?, ?)
                """);
        PreparedStatement access =
            connection.prepareStatement(
                """
                insert into model_access (
                  model_id, organization_id, permission, default_for_language, from_at, until_at,
                  name_key, status, language_key, modified_at)
                values (?, ?, 'OWNER', false, ?, null, ?, ?, 'english united states', ?)
                """)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < count; i++) {
        UUID id = Ids.next();
        added.add(id);
        String name =
            "%s %s %s".formatted(word(), word(), Integer.toString(random.nextInt(2_000_000), 36));
        int status = STATUSES[random.nextInt(STATUSES.length)];
        OffsetDateTime at = START.plusSeconds(random.nextInt(20_000_000));
        UUID user = owner.user().value();
        batch(model, i, id, organization, name, status, at, START, user, at);
        batch(access, i, id, organization, START, name.toLowerCase(Locale.ROOT), status, at);
      }
      model.executeBatch();
      access.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
    return added;
  }

  /** Every model that was trained has a version in use. */
  private static void addVersions(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into model_version (
            id, model_id, organization_id, number, job_id, base_model_id, data_revision,
            artifact_sha256, artifact_bytes, seed, engine, settings, test_words, base_errors,
            custom_errors, vocabulary_size, data_seconds, training_seconds, created_at, expires_at,
            accepted_at)
          select random_uuid(), m.id, m.organization_id, 1, random_uuid(),
            (select min(b.id) from base_model b), 1, repeat('0', 64), 1000, 1, 'bench', '{}', 500, 100, 60,
            40, 600, 30, m.created_at, m.created_at + interval '2' year, m.created_at
          from custom_model m
          where m.status = 4
          """);
      statement.execute(
          """
          update custom_model m
          set versions = 1, accepted_version_id = (
            select v.id from model_version v where v.model_id = m.id)
          where m.status = 4
          """);
    }
  }

  /** What one model holds: datasets, terms, older versions; and what its organization stores. */
  private void addData(DataSource database, SignedIn owner, UUID model) throws SQLException {
    UUID organization = owner.organization().value();
    try (Connection connection = database.getConnection();
        PreparedStatement dataset =
            connection.prepareStatement(
                """
                insert into dataset (
                  id, organization_id, upload_id, name, name_key, pair_key, type, rest_kind, status,
                  sha256, size_bytes, clips, error_count, warning_count, created_at, created_by)
                values (?, ?, ?, ?, ?, ?, 'TRANSCRIPT', 'Language', 'READY', repeat('0', 64), 1000, 0, 0, 0, ?,
                  ?)
                """);
        PreparedStatement use =
            connection.prepareStatement(
                "insert into model_dataset (model_id, dataset_id, purpose) values (?, ?, 'TRAIN')");
        PreparedStatement term =
            connection.prepareStatement(
                """
                insert into vocabulary_term (
                  id, model_id, organization_id, term, term_key, sounds_like, phones, context, weight,
                  created_at)
                values (?, ?, ?, ?, ?, '', '', '', 1, ?)
                """);
        PreparedStatement version =
            connection.prepareStatement(
                """
                insert into model_version (
                  id, model_id, organization_id, number, job_id, base_model_id, data_revision,
                  artifact_sha256, artifact_bytes, seed, engine, settings, test_words, base_errors,
                  custom_errors, vocabulary_size, data_seconds, training_seconds, created_at,
                  expires_at)
                values (?, ?, ?, ?, ?, (select min(b.id) from base_model b), 1, repeat('0', 64), 1000, 1,
                  'bench', '{}', 500, 100, 60, 40, 600, 30, ?, ?)
                """)) {
      UUID user = owner.user().value();
      for (int i = 0; i < DATASETS; i++) {
        UUID id = Ids.next();
        String name = "notes " + i;
        batch(dataset, i, id, organization, Ids.next(), name + ".txt", name, name, START, user);
        batch(use, i, model, id);
      }
      for (int i = 0; i < TERMS; i++) {
        String name = "term " + i;
        batch(term, i, Ids.next(), model, organization, name, name, START);
      }
      for (int i = 0; i < VERSIONS; i++) {
        UUID id = Ids.next();
        OffsetDateTime at = START.plusDays(i);
        batch(version, i, id, model, organization, i + 2, Ids.next(), at, at.plusYears(2));
      }
      for (PreparedStatement each : List.of(dataset, use, term, version)) {
        each.executeBatch();
      }
      addTests(connection, organization, model);
    }
  }

  private static void addBlobs(DataSource database, UUID organization) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement blob =
            connection.prepareStatement(
                """
                insert into blob (organization_id, sha256, size_bytes, reference_count, stored_at)
                values (?, ?, 1000, 1, ?)
                """)) {
      for (int i = 0; i < BLOBS; i++) {
        batch(blob, i, organization, "%064x".formatted(i), START);
      }
      blob.executeBatch();
    }
  }

  private static void addUsage(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into storage_usage (organization_id, used_bytes)
          select organization_id, sum(size_bytes) from blob group by organization_id
          """);
    }
  }

  /** What the largest organization transcribed in a year, half of it with models of its own. */
  private void addRecordings(DataSource database, SignedIn user, List<UUID> models)
      throws SQLException {
    UUID organization = user.organization().value();
    try (Connection connection = database.getConnection();
        PreparedStatement recording =
            connection.prepareStatement(
                """
                insert into usage_entry (
                  session_id, organization_id, user_id, base_model_id, model_id, owner_id,
                  model_label, kind, audio_ms, at)
                values (?, ?, ?, (select min(b.id) from base_model b), ?, ?, ?, 'TRANSCRIPTION', ?, ?)
                """)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < RECORDINGS; i++) {
        UUID model = i % 2 == 0 ? null : models.get(random.nextInt(models.size()));
        OffsetDateTime at = START.plusSeconds(random.nextInt(365 * 86_400)).minusDays(30);
        batch(
            recording,
            i,
            Ids.next(),
            organization,
            user.user().value(),
            model,
            model == null ? null : organization,
            model == null ? "English" : "Model " + model,
            1_000L * random.nextInt(600),
            at);
      }
      recording.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private static void addTests(Connection connection, UUID organization, UUID model)
      throws SQLException {
    try (PreparedStatement test =
            connection.prepareStatement(
                """
            insert into test_run (
              id, organization_id, model_id, name, kind, standing, asked_by_name, job_id, state,
              locale, base_model_id, engine, data_sha256, utterances, done, audio_ms, created_at,
              finished_at)
            values (?, ?, ?, ?, 'MEASURED', false, 'Ada', ?, 'CANCELLED', 'en-US',
              (select min(b.id) from base_model b), 'bench', repeat('0', 64), 500, 100, 600000, ?, ?)
            """);
        PreparedStatement subject =
            connection.prepareStatement(
                """
                insert into test_subject (
                  run_id, position, base_model_id, number, label, sha256, owner_id)
                values (?, 0, (select min(b.id) from base_model b), 0, 'Base', repeat('0', 64), ?)
                """)) {
      for (int i = 0; i < TESTS; i++) {
        OffsetDateTime at = START.plusHours(i);
        UUID id = Ids.next();
        batch(test, i, id, organization, model, "Test " + i, Ids.next(), at, at);
        batch(subject, i, id, organization);
      }
      test.executeBatch();
      subject.executeBatch();
    }
  }

  private void addEntries(DataSource database, SignedIn actor) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement entry =
            connection.prepareStatement(
                """
                insert into audit_entry (
                  id, organization_id, at, actor_id, actor_name, actor_role, action, object_type,
                  object_id, object_name, actor_key, object_key)
                values (?, ?, ?, ?, 'Ada', 'ORGADMIN', 'custom-model.create', 'custom-model', ?, ?,
                  'ada', ?)
                """)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < ENTRIES; i++) {
        String name = word() + " " + i;
        batch(
            entry,
            i,
            Ids.next(),
            actor.organization().value(),
            START.plusSeconds(i),
            actor.user().value(),
            Ids.next(),
            name,
            name.toLowerCase(Locale.ROOT));
      }
      entry.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static void batch(PreparedStatement statement, int row, Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
    if (row % BATCH == BATCH - 1) {
      statement.executeBatch();
    }
  }
}
