package io.diction.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.SignedIn;
import io.diction.routes.RouteTable.Row;
import io.diction.testing.HttpBrowser;
import io.diction.testing.OnPostgres;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Sends in every field of every form what no browser sends: it is refused, never a defect. */
@OnStage
@OnPostgres
class HostileFieldsTest {
  private static final RouteTable TABLE = RouteTable.read();

  /** Encoded: NUL, no UTF-8, a mark that turns the text before a line break, more than fits. */
  private static final List<String> VALUES =
      List.of("a%00b", "a%ED%A0%80b", "%E2%80%AEa%0D%0Ab", "x".repeat(20_000));

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  @Autowired private Stage.Props props;

  @Autowired private List<RequestMappingHandlerMapping> mappings;

  @LocalServerPort private int port;
  private Stage stage;

  @BeforeAll
  void setUp() {
    stage = new Stage(props, port);
  }

  static Stream<Row> rows() {
    return TABLE.rows().stream()
        .filter(row -> !row.sends().startsWith("@"))
        .filter(row -> !row.pattern().contains("sign-out"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersWithoutADefect(Row row) {
    Map<String, String> sent = sent(row);
    Set<String> fields = new LinkedHashSet<>(sent.keySet());
    fields.addAll(declared(row));
    int allowed = -1;
    for (int i = 0; allowed < 0 && i < TABLE.actors().size(); i++) {
      allowed = RouteTable.isRefusal(row.expected().get(i)) ? -1 : i;
    }
    if (allowed < 0 || fields.isEmpty()) {
      return;
    }
    String actor = TABLE.actors().get(allowed);
    Stage on = row.fresh() ? new Stage(props, port) : stage;
    Map<String, String> scene = on.set(row.scene());
    Map<String, Integer> defects = new LinkedHashMap<>();
    for (String field : fields) {
      for (String value : VALUES) {
        Map<String, String> all = new LinkedHashMap<>(sent);
        all.put(field, value);
        HttpResponse<String> answer = call(on.browser(actor), row, scene, all);
        if (answer.statusCode() >= 500) {
          defects.put(
              field + "=" + value.substring(0, Math.min(20, value.length())), answer.statusCode());
        }
        if (row.changesSomething() && answer.statusCode() < 400) {
          if (row.fresh()) {
            on = new Stage(props, port);
          }
          scene = on.set(row.scene());
        }
      }
    }

    assertThat(defects).as("%s as %s", row, actor).isEmpty();
  }

  @Test
  void declinesAFormThatBreaksOffOrNamesItsFileWithNul() {
    Map<String, String> scene = stage.set("model");
    String path = RoutesTest.filled("/custom-models/{id}/vocabulary/import", scene);
    byte[] whole = Parcels.body("list", scene);
    String nul = new String(whole, StandardCharsets.UTF_8).replace("terms.csv", "ter\u0000ms.csv");

    for (byte[] body :
        List.of(Arrays.copyOf(whole, whole.length - 9), nul.getBytes(StandardCharsets.UTF_8))) {
      HttpResponse<String> answer =
          stage.browser("user").send("POST", path, body, Parcels.headers("list"));
      assertThat(answer.statusCode()).isEqualTo(400);
    }
  }

  private static Map<String, String> sent(Row row) {
    Map<String, String> sent = new LinkedHashMap<>();
    if (!row.sends().equals("-")) {
      for (String field : row.sends().replaceFirst("^\\?", "").split("&")) {
        sent.put(
            field.replaceFirst("=.*", ""),
            field.contains("=") ? field.replaceFirst("^[^=]*=", "") : "");
      }
    }
    return sent;
  }

  /** Fields that the handler of a row reads. */
  private Set<String> declared(Row row) {
    Set<String> names = new LinkedHashSet<>();
    for (RequestMappingHandlerMapping mapping : mappings) {
      mapping
          .getHandlerMethods()
          .forEach(
              (info, handler) -> {
                if (is(info, row)) {
                  declare(handler, names);
                }
              });
    }
    return names;
  }

  private static boolean is(RequestMappingInfo info, Row row) {
    return (info.getCustomCondition() != null) == row.isFragment()
        && info.getPatternValues().contains(row.pattern())
        && info.getMethodsCondition().getMethods().stream()
            .anyMatch(method -> method.name().equals(row.httpMethod()));
  }

  private static void declare(HandlerMethod handler, Set<String> names) {
    GridSpec grid =
        AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), GridSpec.class);
    for (MethodParameter parameter : handler.getMethodParameters()) {
      parameter.initParameterNameDiscovery(NAMES);
      RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
      GridSpec own = parameter.getParameterAnnotation(GridSpec.class);
      Class<?> type = parameter.getParameterType();
      if (asked != null) {
        names.add(asked.name().isEmpty() ? parameter.getParameterName() : asked.name());
      } else if (type == GridQuery.class) {
        GridSpec spec = own != null ? own : grid;
        if (spec != null) {
          names.addAll(List.of(spec.filters()));
        }
      } else if (type.isRecord()
          && parameter.getParameterAnnotation(PathVariable.class) == null
          && type != SignedIn.class) {
        for (RecordComponent component : type.getRecordComponents()) {
          names.add(component.getName());
        }
      }
    }
  }

  private static HttpResponse<String> call(
      HttpBrowser browser, Row row, Map<String, String> scene, Map<String, String> fields) {
    String path = RoutesTest.filled(row.pattern(), scene);
    String encoded =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + RoutesTest.filled(field.getValue(), scene))
            .collect(Collectors.joining("&"));
    Map<String, String> headers = new LinkedHashMap<>();
    byte[] body = {};
    if (row.isFragment()) {
      headers.put("HX-Request", "true");
    }
    if (row.changesSomething()) {
      body = encoded.getBytes(StandardCharsets.UTF_8);
      headers.put("Content-Type", "application/x-www-form-urlencoded");
    } else {
      path += "?" + encoded.replaceAll("x{5000,}", "x".repeat(3000));
    }
    return browser.send(row.httpMethod(), path, body, headers);
  }
}
