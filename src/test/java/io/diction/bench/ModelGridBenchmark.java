package io.diction.bench;

import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.diction.DictionApplication;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * Server time of pages of the custom models grid with 100,000 models in one organization: security
 * filters, controller, queries and template, one client, H2 in a file, results not reused. The
 * processor's time is what a busy machine does not distort; queries count those of the request that
 * tells whether the user may still be here.
 */
public final class ModelGridBenchmark {
  private static final int MODELS = 100_000;
  private static final int OTHERS = 10_000;
  private static final int BATCH = 1000;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 8;
  private static final double NANOS_PER_MS = 1e6;
  private static final List<String> WORDS =
      List.of(
          "Medical",
          "Legal",
          "Radiology",
          "Court",
          "Insurance",
          "Hotline",
          "Podcast",
          "Cardiology",
          "Minutes",
          "Étude");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final Thread CLIENT = Thread.currentThread();

  /** Prepared by the client's own thread, in which MockMvc answers. */
  private static int statements;

  private final MockMvc web;
  private final SignedIn user;

  private ModelGridBenchmark(MockMvc web, SignedIn user) {
    this.web = web;
    this.user = user;
  }

  private record Cost(double ms, double cpuMs, int queries) {}

  /** A page that is asked for. */
  private record Question(String name, String url) {}

  /** Counts the statements that anything prepares. */
  static class Counting {
    @Bean
    static BeanPostProcessor countingDataSource() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source
              ? proxy(DataSource.class, source, "getConnection")
              : bean;
        }
      };
    }

    private static Object proxy(Class<?> type, Object target, String hooked) {
      return Proxy.newProxyInstance(
          ModelGridBenchmark.class.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            try {
              Object result = method.invoke(target, arguments);
              if (method.getName().equals("prepareStatement")) {
                statements += Thread.currentThread() == CLIENT ? 1 : 0;
              }
              return method.getName().equals(hooked)
                  ? proxy(Connection.class, result, "none")
                  : result;
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("diction-bench");
    try (ServletWebServerApplicationContext context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(DictionApplication.class, Counting.class)
                .profiles("bench")
                .properties(
                    "diction.data=" + folder,
                    "server.port=0",
                    "logging.level.root=warn",
                    "spring.main.banner-mode=off",
                    "spring.datasource.url=jdbc:h2:file:"
                        + folder
                        + "/diction;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;"
                        + "WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE")
                .run()) {
      OrganizationFixtures people =
          context.getAutowireCapableBeanFactory().createBean(OrganizationFixtures.class);
      SignedIn user = people.user(Role.ORGADMIN);
      DataSource database = context.getBean(DataSource.class);
      fill(database, user, MODELS);
      fill(database, people.user(Role.ORGADMIN), OTHERS);
      MockMvc web =
          MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
              .addFilters(
                  context.getBean("resourceUrlEncodingFilter", Filter.class),
                  context.getBean("shellFilter", Filter.class))
              .apply(springSecurity())
              .build();
      new ModelGridBenchmark(web, user).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws Exception {
    List<Question> questions = questions();
    Random random = new Random(7);
    for (int i = 0; i < WARM_UP; i++) {
      ask(questions.get(random.nextInt(questions.size())));
    }
    System.out.printf(
        Locale.ROOT,
        "%-64s %8s %8s %8s %8s %8s%n",
        "page of 100,000 models",
        "p50 ms",
        "p95 ms",
        "cpu p50",
        "cpu p95",
        "queries");
    List<Cost> all = new ArrayList<>();
    for (Question question : questions) {
      List<Cost> costs = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        costs.add(ask(question));
      }
      print(question.name(), costs);
      all.addAll(costs);
    }
    print("all", all);
  }

  private static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (String sort : List.of("modified", "name", "status", "language")) {
      for (String direction : List.of("asc", "desc")) {
        String order = "sort=" + sort + "&dir=" + direction;
        for (int page : new int[] {1, 1000, 2000, 3000, 4000}) {
          add(questions, order + "&page=" + page);
        }
        add(questions, order + "&name=radio");
        add(questions, order + "&name=radio&page=300");
        add(questions, order + "&name=zq");
        add(questions, order + "&name=nothing+like+it");
        add(questions, order + "&status=success&page=500");
        add(questions, order + "&status=failed&name=court&language=en-US");
        add(questions, order + "&size=100&page=500");
      }
    }
    return questions;
  }

  private static void add(List<Question> questions, String query) {
    questions.add(new Question(query, "/custom-models?" + query));
  }

  private Cost ask(Question question) throws Exception {
    statements = 0;
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    MvcResult result =
        web.perform(get(question.url()).with(OrganizationFixtures.as(user))).andReturn();
    long end = System.nanoTime();
    if (result.getResponse().getStatus() != 200) {
      throw new IllegalStateException(
          question.url() + " answers " + result.getResponse().getStatus());
    }
    return new Cost(
        (end - start) / NANOS_PER_MS,
        (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS_PER_MS,
        statements);
  }

  private static void print(String name, List<Cost> costs) {
    System.out.printf(
        Locale.ROOT,
        "%-64s %8.1f %8.1f %8.1f %8.1f %8d%n",
        name,
        quantile(costs, Cost::ms, 0.5),
        quantile(costs, Cost::ms, 0.95),
        quantile(costs, Cost::cpuMs, 0.5),
        quantile(costs, Cost::cpuMs, 0.95),
        costs.stream().mapToInt(Cost::queries).max().orElse(0));
  }

  private static double quantile(List<Cost> costs, ToDoubleFunction<Cost> value, double share) {
    double[] sorted = costs.stream().mapToDouble(value).sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * share) - 1];
  }

  private static void fill(DataSource database, SignedIn owner, int models) throws SQLException {
    Random random = new Random(1);
    OffsetDateTime start = OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    int[] statuses = {1, 1, 1, 2, 4, 4, 4, 4, 4, 5};
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
      OrganizationId organization = owner.organization();
      for (int i = 1; i <= models; i++) {
        UUID id = Ids.next();
        String name =
            "%s %s model %s"
                .formatted(
                    WORDS.get(random.nextInt(WORDS.size())),
                    WORDS.get(random.nextInt(WORDS.size())),
                    Integer.toString(random.nextInt(2_000_000), 36));
        int status = statuses[random.nextInt(statuses.length)];
        OffsetDateTime modified = start.plusSeconds(random.nextInt(20_000_000));
        set(
            model,
            id,
            organization.value(),
            name,
            status,
            modified,
            start,
            owner.user().value(),
            modified);
        set(
            access,
            id,
            organization.value(),
            start,
            name.toLowerCase(Locale.ROOT),
            status,
            modified);
        if (i % BATCH == 0) {
          model.executeBatch();
          access.executeBatch();
          connection.commit();
        }
      }
      connection.setAutoCommit(true);
      try (PreparedStatement analyze = connection.prepareStatement("analyze")) {
        analyze.execute();
      }
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
