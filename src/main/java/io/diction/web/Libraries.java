package io.diction.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Diction is made of, as the build wrote it down (a CycloneDX bill of materials). */
@Component
public class Libraries {
  private static final String MATERIALS = "META-INF/sbom/application.cdx.json";
  private static final String MODEL_NOTICE = "edu/cmu/sphinx/models/en-us/en-us/README";

  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * A library in use.
   *
   * @param licences separated by commas, as the library itself names them
   */
  record Library(String name, String version, String licences) {}

  /**
   * Everything in use.
   *
   * @param version of Diction
   * @param libraries by name
   */
  record Materials(String version, List<Library> libraries) {
    Materials {
      libraries = List.copyOf(libraries);
    }
  }

  private @Nullable Materials materials;

  /** Which version of Diction this is, empty where the build did not say. */
  public String version() {
    return materials().version();
  }

  synchronized Materials materials() {
    if (materials == null) {
      materials = read();
    }
    return materials;
  }

  /** Nothing when the build was made without a network: Maven writes no bill of materials then. */
  private Materials read() {
    if (!new ClassPathResource(MATERIALS).exists()) {
      return new Materials("", List.of());
    }
    JsonNode bill = json.readTree(text(MATERIALS));
    List<Library> libraries = new ArrayList<>();
    for (JsonNode component : bill.path("components")) {
      libraries.add(
          new Library(
              component.path("name").asString(""),
              component.path("version").asString(""),
              licences(component.path("licenses"))));
    }
    libraries.sort(Comparator.comparing(Library::name).thenComparing(Library::version));
    String version = bill.path("metadata").path("component").path("version").asString("");
    return new Materials(version, libraries);
  }

  private static String licences(JsonNode nodes) {
    List<String> names = new ArrayList<>();
    for (JsonNode node : nodes) {
      JsonNode licence = node.path("license");
      String name = licence.path("id").asString(licence.path("name").asString(""));
      names.add(name.isEmpty() ? node.path("expression").asString("") : name);
    }
    return String.join(", ", names);
  }

  /** The notice that comes with the built-in acoustic model. */
  String modelNotice() {
    return text(MODEL_NOTICE).replaceAll("(?m)^[ /]*[*=/ ]+|[*=/ ]+$", "").strip();
  }

  private static String text(String resource) {
    try (InputStream in = new ClassPathResource(resource).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException("the build left out " + resource, missing);
    }
  }
}
