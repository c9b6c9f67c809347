package io.diction.bench;

import io.diction.bench.PortalData.Data;
import io.diction.bench.PortalLoad.Address;
import io.diction.bench.PortalLoad.Result;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long pages and their parts take with much data (see {@link PortalData}) and many clients. The
 * packaged jar serves in a process of its own, as an installation runs it; 16 clients ask from this
 * one. A question has many addresses, in no order: no answer is good for the next request.
 */
final class PortalBenchmark {
  private static final int CLIENTS = 16;
  private static final int ADDRESSES = 160;
  private static final int[] PAUSES_MS = {0, 200, 1_000};
  private static final long ALONE_NANOS = 45_000_000_000L;
  private static final int TOGETHER_MS = 30_000;

  private final Path results;
  private final Predicate<String> wanted;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param wanted part of the names of the questions to ask, a regular expression; empty for all
   */
  PortalBenchmark(Path results, String wanted) {
    this.results = results;
    this.wanted = Pattern.compile(wanted).asPredicate();
  }

  /** What is asked for, and by whom. */
  private record Question(String name, List<String> paths, boolean fragment, boolean sysop) {
    List<Address> addresses() {
      return paths.stream().map(path -> new Address(path, fragment)).toList();
    }
  }

  void run() throws IOException, SQLException, InterruptedException, ExecutionException {
    Path data = results.toAbsolutePath().resolve("portal").resolve("data");
    Data filled = new PortalData(Files.createDirectories(data)).filled();
    try (DictionProcess server =
        DictionProcess.serveOptimized(
            data, "--spring.profiles.active=live", "--diction.jobs.here=false")) {
      List<Question> questions =
          questions(filled.models()).filter(question -> wanted.test(question.name())).toList();
      List<PortalClient> admins = clients(server, filled.admin());
      List<PortalClient> sysops = clients(server, filled.sysop());
      warmUp(server, admins, sysops, questions);
      say(Result.HEAD);
      for (Question question : questions) {
        PortalLoad load =
            new PortalLoad(question.sysop() ? sysops : admins, server::cpuNanos, 0, 500, 1_500);
        say(load.ask(question.name(), question.addresses()));
      }
      for (int pauseMs : PAUSES_MS) {
        PortalLoad load = new PortalLoad(admins, server::cpuNanos, pauseMs, 1_000, 6_000);
        String pause = pauseMs == 0 ? ", no pause" : ", a pause of " + pauseMs + " ms";
        for (boolean fragment : new boolean[] {true, false}) {
          String name = (fragment ? "fragments of the grid mixed" : "pages mixed") + pause;
          List<Address> addresses = addresses(questions, fragment, false);
          if (wanted.test(name) && !addresses.isEmpty()) {
            say(load.ask(name, addresses));
          }
        }
      }
      say("%d MB of memory at the end".formatted(server.residentBytes() >> 20));
    }
    Files.write(results.resolve("portal.txt"), lines);
  }

  private static List<Address> addresses(
      List<Question> questions, boolean fragment, boolean sysop) {
    List<Address> addresses = new ArrayList<>();
    questions.stream()
        .filter(question -> question.fragment() == fragment && question.sysop() == sysop)
        .forEach(question -> addresses.addAll(question.addresses()));
    Collections.shuffle(addresses, new Random(1));
    return addresses;
  }

  private static Stream<Question> questions(List<String> models) throws IOException {
    List<Question> questions = new ArrayList<>();
    for (boolean fragment : new boolean[] {true, false}) {
      String kind = fragment ? "fragment " : "page ";
      grids()
          .forEach(
              (query) -> {
                String name = kind + "/custom-models" + query;
                questions.add(
                    new Question(name, varied("/custom-models" + query), fragment, false));
              });
    }
    for (String tab :
        List.of(
            "",
            "/datasets",
            "/vocabulary",
            "/training",
            "/versions",
            "/tests",
            "/tests/new",
            "/sharing",
            "/usage")) {
      List<String> paths = models.stream().map(model -> "/custom-models/" + model + tab).toList();
      questions.add(new Question("page of a model " + tab, paths, false, false));
    }
    for (String path :
        List.of(
            "/",
            "/sessions",
            "/custom-models/new",
            "/guard-sets",
            "/notifications",
            "/account",
            "/organization",
            "/organization/usage")) {
      questions.add(new Question("page " + path, List.of(path), false, false));
    }
    for (String path : administration()) {
      questions.add(new Question("page " + path, List.of(path), false, true));
    }
    return questions.stream();
  }

  /** N stands for any page of those there are, WORD for a word that names have. */
  private static List<String> grids() {
    return List.of(
        "",
        "?page=N200",
        "?sort=name&dir=asc",
        "?sort=name&dir=asc&page=N200",
        "?sort=status&dir=asc&page=N200",
        "?sort=language&dir=desc&page=N200",
        "?sort=modified&dir=asc&page=N200",
        "?name=WORD",
        "?name=WORD&page=N40",
        "?status=success&page=N90",
        "?status=failed&name=WORD&language=en-US",
        "?size=100&page=N50");
  }

  private static List<String> varied(String path) {
    Random random = new Random(path.hashCode());
    IntFunction<String> vary =
        i -> {
          String word = PortalData.WORDS.get(random.nextInt(PortalData.WORDS.size()));
          String varied = path.replace("WORD", word.toLowerCase(Locale.ROOT));
          int number = varied.indexOf("=N");
          return number < 0
              ? varied
              : varied.substring(0, number + 1)
                  + (1 + random.nextInt(Integer.parseInt(varied.substring(number + 2))));
        };
    return IntStream.range(0, ADDRESSES).mapToObj(vary).toList();
  }

  /**
   * First one client alone: with sixteen the machine's own compiler hardly gets its turn, and what
   * is measured is code that has not been compiled. Then all of them, as it is measured.
   */
  private static void warmUp(
      DictionProcess server,
      List<PortalClient> admins,
      List<PortalClient> sysops,
      List<Question> questions)
      throws IOException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + ALONE_NANOS;
    for (int round = 0; System.nanoTime() < end; round++) {
      for (Question question : questions) {
        PortalClient who = question.sysop() ? sysops.get(0) : admins.get(0);
        String path = question.paths().get(round % question.paths().size());
        int status = who.ask(who.request(path, question.fragment()));
        if (status != 200) {
          throw new IllegalStateException(path + " answers " + status);
        }
      }
    }
    for (boolean fragment : new boolean[] {true, false}) {
      List<Address> addresses = addresses(questions, fragment, false);
      if (!addresses.isEmpty()) {
        new PortalLoad(admins, server::cpuNanos, 0, 1, TOGETHER_MS / 3).ask("", addresses);
      }
    }
    List<Address> others = addresses(questions, false, true);
    if (!others.isEmpty()) {
      new PortalLoad(sysops, server::cpuNanos, 0, 1, TOGETHER_MS / 3).ask("", others);
    }
  }

  /**
   * Every page of administrators without a placeholder, as the table of routes has them. Exports
   * are no pages: an organization gets one at a time.
   */
  private static List<String> administration() throws IOException {
    try (InputStream file = PortalBenchmark.class.getResourceAsStream("/routes.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\\s+"))
          .filter(words -> words.length > 4 && words[0].equals("GET") && words[3].equals("-"))
          .map(words -> words[1])
          .filter(path -> path.matches("/(administration|reseller|organization)[^{.]*"))
          .toList();
    }
  }

  private void say(Object line) {
    lines.add(line.toString());
    System.out.println(line);
  }

  private static List<PortalClient> clients(DictionProcess server, String email) {
    List<PortalClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      HttpBrowser browser = new HttpBrowser(server.port());
      browser.signIn(email, OrganizationFixtures.PASSWORD);
      browser.get("/account");
      clients.add(new PortalClient(server.port(), browser));
    }
    return clients;
  }
}
