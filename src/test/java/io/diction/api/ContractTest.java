package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ContractTest {
  @Test
  void isTheSharedOne() throws IOException {
    Path shared = Path.of("../shared/spec/rest-api.schema.json");
    Assumptions.assumeTrue(Files.exists(shared), "skipped: there is no " + shared);

    assertThat(ApiSchema.read()).isEqualTo(new JsonMapper().readTree(Files.readString(shared)));
  }

  @Test
  void hasSeventyFiveOperations() {
    assertThat(Operation.values()).hasSize(75);
    assertThat(Stream.of(Operation.values()).map(Operation::published))
        .contains("Projects_ListSupportedLocales", "WebHooks_Ping", "Models_AuthorizeCopy")
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsFixedWordsColonsAndIdentifiersApart() {
    String id = "3F0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31";

    assertThat(Operation.methods(Operation.BASE + "/models/" + id + ":copy"))
        .containsExactly("POST");
    assertThat(Operation.methods(Operation.BASE + "/models/" + id + "%3Acopy"))
        .containsExactly("POST");
    assertThat(Operation.methods(Operation.BASE + "/models/" + id))
        .containsExactlyInAnyOrder("GET", "PATCH", "DELETE");
    assertThat(Operation.methods(Operation.BASE + "/models/locales")).containsExactly("GET");
    assertThat(Operation.methods(Operation.BASE + "/models/latest")).isEmpty();
    assertThat(Operation.methods("/speechtotext/v3.1/models")).isEmpty();
  }
}
