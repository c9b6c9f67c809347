package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.OperationTable.Row;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which operations are there, and who may call them. */
@PortalTest
@TestPropertySource(properties = {"diction.api.rate-limit=100000", "diction.jobs.here=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Import({OrganizationFixtures.class, ApiFixtures.class})
class OperationsTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private final Map<String, ApiClient> clients = new HashMap<>();
  private ApiStage stage;

  @BeforeAll
  void enter() {
    SignedIn admin = people.user(Role.ORGADMIN);
    String revoked = programs.key(admin, Role.ORGADMIN);
    programs.revoke(admin, revoked);
    clients.put("stranger", ApiClient.stranger(port));
    clients.put("revoked", ApiClient.withKey(port, revoked));
    clients.put("user", ApiClient.withKey(port, programs.key(admin, Role.USER)));
    clients.put("orgadmin", ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN)));
    clients.put("other", ApiClient.withKey(port, programs.key(Role.ORGADMIN)));
    stage = new ApiStage(clients.get("orgadmin"), jdbc);
  }

  static Stream<Row> rows() {
    return OperationTable.read().stream();
  }

  @Test
  void areAllInTheTable() {
    assertThat(rows().map(Row::operation)).containsExactly(Operation.values());
  }

  @Test
  void areThereUnlessTheTableSaysThatTheyAreMissing() {
    Set<String> there =
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
            .flatMap(
                info ->
                    info.getPatternValues().stream()
                        .flatMap(
                            pattern ->
                                info.getMethodsCondition().getMethods().stream()
                                    .map(method -> method + " " + pattern)))
            .filter(route -> route.contains(Operation.BASE))
            .filter(route -> !route.endsWith("/openapi.json"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(there)
        .containsExactlyInAnyOrderElementsOf(
            rows()
                .filter(row -> !row.isMissing())
                .map(row -> row.operation().method() + " " + row.operation().pattern())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answerEachProgramAsTheTableSays(Row row) {
    if (row.isMissing()) {
      assertThat(call(row, "orgadmin", Map.of())).isEqualTo(404);
      assertThat(call(row, "stranger", Map.of())).isEqualTo(401);
      return;
    }
    List<Integer> statuses = new ArrayList<>();
    for (String program : OperationTable.PROGRAMS) {
      statuses.add(call(row, program, stage.set(row.scene())));
    }

    assertThat(statuses).as("%s for %s", row, OperationTable.PROGRAMS).isEqualTo(row.statuses());
  }

  private int call(Row row, String program, Map<String, String> scene) {
    return clients
        .get(program)
        .send(
            row.operation().method(),
            ApiStage.path(row.operation(), scene),
            ApiStage.bytes(row.sends(), scene.getOrDefault("id", "")),
            ApiStage.headers(row.sends()))
        .status();
  }
}
