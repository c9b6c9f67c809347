package io.diction.bench;

import io.diction.DictionApplication;
import io.diction.bench.PortalLoad.Address;
import io.diction.bench.PortalLoad.Result;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long pages and their parts take with much data and many clients: 100,000 models, 5,000 of
 * them in the largest of 1,000 organizations, 10,000 users, 200,000 entries of the audit log, and a
 * model with 60 datasets, 500 terms and several versions. The packaged jar serves in a process of
 * its own, as an installation runs it; 16 clients ask from this one.
 */
final class PortalBenchmark {
  private static final int ORGANIZATIONS = 1_000;
  private static final int USERS_EACH = 10;
  private static final int MODELS = 100_000;
  private static final int LARGEST = 5_000;
  private static final int ENTRIES = 200_000;
  private static final int DATASETS = 60;
  private static final int TERMS = 500;
  private static final int VERSIONS = 6;
  private static final int BLOBS = 100_000;
  private static final int BATCH = 1_000;
  private static final int CLIENTS = 16;
  private static final int[] PAUSES_MS = {0, 200, 1_000};
  private static final long WARM_UP_NANOS = 60_000_000_000L;
  private static final List<String> WORDS =
      List.of("Medical", "Legal", "Radiology", "Court", "Insurance", "Hotline", "Podcast");
  private static final int[] STATUSES = {1, 1, 1, 2, 4, 4, 4, 4, 4, 5};
  private static final OffsetDateTime START =
      OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final Path results;
  private final Random random = new Random(1);
  private final List<String> lines = new ArrayList<>();

  PortalBenchmark(Path results) {
    this.results = results;
  }

  /** Who asks, and a model of the largest organization. */
  private record Data(SignedIn admin, SignedIn sysop, UUID model) {}

  /** What is asked for, and by whom. */
  private record Question(String name, String path, boolean fragment, boolean sysop) {
    Address address() {
      return new Address(path, fragment);
    }
  }

  void run() throws IOException, SQLException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory(results.toAbsolutePath(), "portal");
    Path data = folder.resolve("data");
    Data filled = fill(data);
    try (DictionProcess server =
        DictionProcess.serve(data, "--spring.profiles.active=live", "--diction.jobs.here=false")) {
      List<Question> questions = questions("/custom-models/" + filled.model());
      List<PortalClient> admins = clients(server, filled.admin());
      List<PortalClient> sysops = clients(server, filled.sysop());
      warmUp(admins.get(0), sysops.get(0), questions);
      say(Result.HEAD);
      for (Question question : questions) {
        PortalLoad load =
            new PortalLoad(question.sysop() ? sysops : admins, server::cpuNanos, 0, 300, 1_500);
        say(load.ask(question.name(), List.of(question.address())));
      }
      for (int pauseMs : PAUSES_MS) {
        PortalLoad load = new PortalLoad(admins, server::cpuNanos, pauseMs, 1_000, 6_000);
        String pause = pauseMs == 0 ? ", no pause" : ", a pause of " + pauseMs + " ms";
        say(load.ask("fragments of the grid mixed" + pause, addresses(questions, true)));
        say(load.ask("pages mixed" + pause, addresses(questions, false)));
      }
    }
    Files.write(results.resolve("portal.txt"), lines);
  }

  private static List<Address> addresses(List<Question> questions, boolean fragment) {
    return questions.stream()
        .filter(question -> question.fragment() == fragment && !question.sysop())
        .map(Question::address)
        .toList();
  }

  private static List<Question> questions(String model) throws IOException {
    List<Question> questions = new ArrayList<>();
    for (boolean fragment : new boolean[] {true, false}) {
      for (String query :
          List.of(
              "",
              "?page=100",
              "?sort=name&dir=asc",
              "?sort=name&dir=asc&page=100",
              "?sort=status&dir=asc&page=100",
              "?sort=language&dir=desc&page=100",
              "?sort=modified&dir=asc&page=200",
              "?name=radio",
              "?name=radio&page=20",
              "?status=success&page=50",
              "?status=failed&name=court&language=en-US",
              "?size=100&page=20")) {
        String kind = fragment ? "fragment " : "page ";
        String path = "/custom-models" + query;
        questions.add(new Question(kind + path, path, fragment, false));
      }
    }
    for (String tab : List.of("", "/datasets", "/vocabulary", "/training", "/versions")) {
      questions.add(new Question("page of a model " + tab, model + tab, false, false));
    }
    for (String path :
        List.of("/", "/sessions", "/custom-models/new", "/account", "/organization")) {
      questions.add(new Question("page " + path, path, false, false));
    }
    for (String path : administration()) {
      questions.add(new Question("page " + path, path, false, true));
    }
    return questions;
  }

  /**
   * One client alone: with sixteen the machine's own compiler hardly gets its turn, and what is
   * measured is code that has not been compiled.
   */
  private static void warmUp(PortalClient admin, PortalClient sysop, List<Question> questions)
      throws IOException {
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      for (Question question : questions) {
        PortalClient who = question.sysop() ? sysop : admin;
        int status = who.ask(who.request(question.path(), question.fragment()));
        if (status != 200) {
          throw new IllegalStateException(question.path() + " answers " + status);
        }
      }
    }
  }

  /** Every page of administrators without a placeholder, as the table of routes has them. */
  private static List<String> administration() throws IOException {
    try (InputStream file = PortalBenchmark.class.getResourceAsStream("/routes.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\\s+"))
          .filter(words -> words.length > 4 && words[0].equals("GET") && words[3].equals("-"))
          .map(words -> words[1])
          .filter(path -> path.matches("/(administration|reseller|organization)[^{]*"))
          .filter(path -> !path.contains("export"))
          .toList();
    }
  }

  private void say(Object line) {
    lines.add(line.toString());
    System.out.println(line);
  }

  private static List<PortalClient> clients(DictionProcess server, SignedIn user) {
    List<PortalClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      HttpBrowser browser = new HttpBrowser(server.port());
      browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
      browser.get("/account");
      clients.add(new PortalClient(server.port(), browser));
    }
    return clients;
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
      UUID model = addModels(database, admin, LARGEST);
      for (int i = 2; i < ORGANIZATIONS; i++) {
        SignedIn other = people.user(Role.ORGADMIN);
        for (int j = 1; j < USERS_EACH; j++) {
          people.user(other.organization(), Role.USER);
        }
        addModels(database, other, (MODELS - LARGEST) / (ORGANIZATIONS - 2));
      }
      addVersions(database);
      addData(database, admin, model);
      addUsage(database);
      addEntries(database, admin);
      try (Connection connection = database.getConnection();
          PreparedStatement analyze = connection.prepareStatement("analyze")) {
        analyze.execute();
      }
      return new Data(admin, sysop, model);
    }
  }

  private UUID addModels(DataSource database, SignedIn owner, int count) throws SQLException {
    UUID last = Ids.next();
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
        last = Ids.next();
        String name =
            "%s %s %s".formatted(word(), word(), Integer.toString(random.nextInt(2_000_000), 36));
        int status = STATUSES[random.nextInt(STATUSES.length)];
        OffsetDateTime at = START.plusSeconds(random.nextInt(20_000_000));
        UUID user = owner.user().value();
        batch(model, i, last, organization, name, status, at, START, user, at);
        batch(access, i, last, organization, START, name.toLowerCase(Locale.ROOT), status, at);
      }
      model.executeBatch();
      access.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    }
    return last;
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
                """);
        PreparedStatement blob =
            connection.prepareStatement(
                """
                insert into blob (organization_id, sha256, size_bytes, reference_count, stored_at)
                values (?, ?, 1000, 1, ?)
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
      for (int i = 0; i < BLOBS; i++) {
        batch(blob, i, organization, "%064x".formatted(i), START);
      }
      for (PreparedStatement each : List.of(dataset, use, term, version, blob)) {
        each.executeBatch();
      }
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
