package io.diction.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.routes.RouteTable.Row;
import io.diction.testing.HttpBrowser;
import jakarta.servlet.Filter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Calls every address of the portal as everybody, and compares with the table in {@code
 * routes.txt}.
 */
@OnStage
class RoutesTest {
  private static final RouteTable TABLE = RouteTable.read();
  private static final byte[] NOTHING = {};

  /** A placeholder with or without a pattern of its own, or the rest of the path. */
  private static final Pattern PLACE =
      Pattern.compile("\\{(\\w+)(?::(?:[^{}]|\\{[^{}]*})+)?}|\\*\\*");

  @Autowired private ApplicationContext portal;
  @Autowired private Stage.Props props;
  @LocalServerPort private int port;

  private Stage stage;

  @BeforeAll
  void setUp() {
    stage = new Stage(props, port);
  }

  @Test
  void everyRouteHasARowAndEveryRowARoute() {
    Set<String> rows = TABLE.rows().stream().map(Row::route).collect(Collectors.toSet());
    Set<String> routes = routes();

    assertThat(routes.stream().filter(route -> !rows.contains(route)))
        .as(
            "routes without a row in src/test/resources/routes.txt: add a line for each, such"
                + " as%n%s%nwith the right answer for each of %s, then run RoutesTest again",
            routes.stream()
                .filter(route -> !rows.contains(route))
                .map(RoutesTest::suggestion)
                .collect(Collectors.joining("\n")),
            TABLE.actors())
        .isEmpty();
    assertThat(rows.stream().filter(row -> !routes.contains(row)))
        .as("rows of src/test/resources/routes.txt without a route: remove or correct them")
        .isEmpty();
  }

  @Test
  void everyFilterIsKnown() {
    Set<String> filters = new TreeSet<>();
    portal.getBeansOfType(Filter.class).values().forEach(filter -> addTo(filters, filter));
    filters.removeAll(TABLE.passing());
    filters.removeAll(TABLE.answering().keySet());

    assertThat(filters)
        .as(
            "filters that routes.txt does not know: write 'passes NAME' where it answers no address"
                + " by itself, 'answers NAME METHOD PATTERN' and rows where it does")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersEverybodyAsTheTableSays(Row row) {
    List<String> answers = new ArrayList<>();
    Map<String, String> shared = stage.set(row.scene());
    for (int i = 0; i < TABLE.actors().size(); i++) {
      String actor = TABLE.actors().get(i);
      if (!row.changesSomething()) {
        answers.add(answer(stage, row, actor, shared));
      } else if (RouteTable.isRefusal(row.expected().get(i))) {
        String answer = answer(stage, row, actor, shared);
        answers.add(answer);
        if (!RouteTable.isRefusal(answer)) {
          // What should have been refused was done: the next call needs a scene of its own.
          shared = stage.set(row.scene());
        }
      } else {
        Stage own = row.fresh() ? new Stage(props, port) : stage;
        answers.add(answer(own, row, actor, own.set(row.scene())));
      }
    }

    assertThat(answers)
        .as(
            "routes.txt line %d, %s for %s; if the answers were right, the line would be%n%s",
            row.line(), row, TABLE.actors(), row.withAnswers(answers))
        .isEqualTo(row.expected());
  }

  /** Called as the first whom the table lets do it: whoever may not is refused in any case. */
  @ParameterizedTest
  @MethodSource("changingRows")
  void refusesEveryChangeWithoutToken(Row row) {
    Map<String, String> scene = stage.set(row.scene());
    boolean internal = row.expected().stream().allMatch(RouteTable::isRefusal);
    for (int i = 0; i < TABLE.actors().size(); i++) {
      if (internal || !RouteTable.isRefusal(row.expected().get(i))) {
        String actor = TABLE.actors().get(i);
        HttpBrowser browser = stage.browser(actor);
        HttpResponse<String> response = browser.withoutToken(() -> call(browser, row, scene));

        assertThat(response.statusCode()).as("%s without token as %s", row, actor).isEqualTo(403);
        return;
      }
    }
  }

  private String answer(Stage on, Row row, String actor, Map<String, String> scene) {
    HttpResponse<String> response = call(on.browser(actor), row, scene);
    int status = response.statusCode();
    String location =
        response
            .headers()
            .firstValue(status == 401 ? "HX-Redirect" : "Location")
            .map(address -> address.replaceFirst("^https?://[^/]+", ""))
            .orElse("");
    if ((status == 401 || status == 302) && location.matches("/sign-in/code(\\?then=.*)?")) {
      return "code";
    }
    boolean signIn = location.matches("/sign-in(\\?ended|\\?(ended&)?then=.*)?");
    return (status == 401 || status == 302) && signIn ? "in" : String.valueOf(status);
  }

  private static HttpResponse<String> call(
      HttpBrowser browser, Row row, Map<String, String> scene) {
    String path = filled(row.pattern(), scene);
    byte[] body = NOTHING;
    Map<String, String> headers = new LinkedHashMap<>();
    if (row.isFragment()) {
      headers.put("HX-Request", "true");
    }
    if (row.sends().startsWith("?")) {
      path += filled(row.sends(), scene);
    } else if (row.sends().startsWith("@")) {
      body = Parcels.body(row.sends().substring(1), scene);
      headers.putAll(Parcels.headers(row.sends().substring(1)));
    } else if (!row.sends().equals("-")) {
      body = filled(row.sends(), scene).getBytes(StandardCharsets.UTF_8);
      headers.put("Content-Type", "application/x-www-form-urlencoded");
    }
    return browser.send(row.httpMethod(), path, body, headers);
  }

  static String filled(String pattern, Map<String, String> scene) {
    return PLACE
        .matcher(pattern)
        .replaceAll(
            place -> {
              String name = place.group(1) == null ? "rest" : place.group(1);
              if (!scene.containsKey(name)) {
                throw new IllegalArgumentException(
                    "the scene of %s has no %s: see Stage.set".formatted(pattern, name));
              }
              return Matcher.quoteReplacement(scene.get(name));
            });
  }

  /** As handler mappings and filters know them. */
  private Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    TABLE.answering().values().forEach(routes::addAll);
    for (HandlerMapping mapping : portal.getBeansOfType(HandlerMapping.class).values()) {
      if (mapping instanceof RequestMappingInfoHandlerMapping handlers) {
        handlers.getHandlerMethods().keySet().forEach(info -> addTo(routes, info));
      } else if (mapping instanceof AbstractUrlHandlerMapping files) {
        files.getHandlerMap().keySet().forEach(pattern -> routes.add("GET " + pattern));
      } else if (mapping instanceof RouterFunctionMapping functions) {
        assertThat(functions.getRouterFunction())
            .as("router functions, which this test does not read")
            .isNull();
      }
    }
    return routes;
  }

  private static void addTo(Set<String> routes, RequestMappingInfo info) {
    String fragment = info.getCustomCondition() == null ? "" : "hx:";
    Set<String> methods =
        info.getMethodsCondition().getMethods().stream()
            .map(RequestMethod::name)
            .collect(Collectors.toSet());
    for (String pattern : info.getPatternValues()) {
      if (pattern.matches("/(speechtotext|speech|sts|content)/.*")) {
        // Opened by keys and signatures: api.OperationsTest has a table for them.
        continue;
      }
      for (String method : methods.isEmpty() ? Set.of("GET") : methods) {
        routes.add(fragment + method + " " + pattern);
      }
    }
  }

  private static void addTo(Set<String> names, Filter filter) {
    if (filter instanceof FilterChainProxy security) {
      security
          .getFilterChains()
          .forEach(chain -> chain.getFilters().forEach(each -> addTo(names, each)));
    }
    names.add(filter.getClass().getSimpleName());
  }

  private static String suggestion(String route) {
    int space = route.indexOf(' ');
    return new Row(
            route.substring(0, space), route.substring(space + 1), "-", false, "-", List.of(), 0)
        .withAnswers(TABLE.actors().stream().map(actor -> "404").toList());
  }

  static Stream<Row> rows() {
    return TABLE.rows().stream();
  }

  static Stream<Row> changingRows() {
    return rows().filter(Row::changesSomething);
  }
}
