package io.diction.cli.csr;

import io.diction.cli.csr.ApiConnection.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is done with entities of one kind. */
@Command(mixinStandardHelpOptions = true, exitCodeOnInvalidInput = 2)
abstract class EntityCommand {
  private static final int BLOCK = 8 * 1024 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final Entity entity;

  @Spec private CommandSpec spec;

  EntityCommand(Entity entity) {
    this.entity = entity;
  }

  /** Work that the portal may refuse. */
  @FunctionalInterface
  private interface Work {
    int run(ApiConnection api, Requests requests, Output output) throws IOException;
  }

  @Command(description = "Makes one, and prints it.", mixinStandardHelpOptions = true)
  int create(@Mixin CsrOptions options) {
    return run(
        options,
        (api, requests, output) ->
            shown(api.send("POST", entity.path(), requests.create(entity)), api, options, output));
  }

  @Command(description = "Lists them, the newest first.", mixinStandardHelpOptions = true)
  int list(@Mixin CsrOptions options) {
    return run(
        options,
        (api, requests, output) -> {
          String path =
              options.project != null && entity != Entity.PROJECT
                  ? requests.address("/projects/", options.project) + entity.path()
                  : entity.path();
          String next = api.address(path) + query(options);
          ArrayNode all = JSON.createArrayNode();
          while (next != null && (options.top == null || all.size() < options.top)) {
            JsonNode page = api.get(next).body();
            page.path("values").forEach(all::add);
            next = page.path("@nextLink").asString(null);
          }
          ObjectNode body = JSON.createObjectNode();
          body.set("values", all);
          output.print(body);
          return 0;
        });
  }

  private static String query(CsrOptions options) {
    String top = options.top == null ? "" : "top=" + options.top;
    String filter =
        options.filter == null
            ? ""
            : "filter=" + URLEncoder.encode(options.filter, StandardCharsets.UTF_8);
    return top.isEmpty() && filter.isEmpty()
        ? ""
        : "?" + top + (top.isEmpty() || filter.isEmpty() ? "" : "&") + filter;
  }

  @Command(description = "Prints one.", mixinStandardHelpOptions = true)
  int status(@Mixin CsrOptions options) {
    return run(
        options,
        (api, requests, output) -> shown(api.get(self(requests, options)), api, options, output));
  }

  @Command(description = "Changes what is said, and prints it.", mixinStandardHelpOptions = true)
  int update(@Mixin CsrOptions options) {
    return run(
        options,
        (api, requests, output) -> {
          ObjectNode body =
              entity == Entity.ENDPOINT ? requests.redeployment() : requests.change(entity);
          return shown(api.send("PATCH", self(requests, options), body), api, options, output);
        });
  }

  @Command(description = "Deletes one.", mixinStandardHelpOptions = true)
  int delete(@Mixin CsrOptions options) {
    return run(
        options,
        (api, requests, output) -> {
          var unused = api.send("DELETE", self(requests, options), null);
          return 0;
        });
  }

  @Command(description = "Downloads its files.", mixinStandardHelpOptions = true)
  int download(@Mixin CsrOptions options) {
    require(entity.hasFiles(), "download");
    return run(
        options,
        (api, requests, output) -> {
          Files.createDirectories(options.folder.toAbsolutePath());
          String next = self(requests, options) + "/files";
          while (next != null) {
            JsonNode page = api.get(next).body();
            for (JsonNode file : page.path("values")) {
              // A name is no path, whatever it says.
              Path name = Path.of(file.path("name").asString()).getFileName();
              Path into = options.folder.resolve(name);
              api.download(file.path("links").path("contentUrl").asString(), into);
              output.say(into.toString());
            }
            next = page.path("@nextLink").asString(null);
          }
          return 0;
        });
  }

  @Command(description = "Copies a model to another organization.", mixinStandardHelpOptions = true)
  int copy(@Mixin CsrOptions options) {
    require(entity == Entity.MODEL, "copy");
    String target = options.targetKey;
    if (target == null) {
      throw wrong("--target-key says where to.");
    }
    return run(
        options,
        (api, requests, output) -> {
          ObjectNode body = JSON.createObjectNode().put("targetSubscriptionKey", target);
          Answer answer = api.send("POST", self(requests, options) + ":copy", body);
          // The copy is the target's, who alone sees it.
          return shown(answer, api.withKey(target), options, output);
        });
  }

  @Command(
      description = "Makes a dataset of a file, in blocks, and prints it.",
      mixinStandardHelpOptions = true)
  int upload(@Mixin CsrOptions options) {
    require(entity == Entity.DATASET, "upload");
    Path file = options.data;
    if (file == null) {
      throw wrong("--data names the file.");
    }
    return run(
        options,
        (api, requests, output) -> {
          JsonNode made = api.send("POST", entity.path(), requests.create(entity)).body();
          String self = made.path("self").asString();
          ArrayNode blocks = JSON.createArrayNode();
          byte[] block = new byte[BLOCK];
          long size = Files.size(file);
          long sent = 0;
          try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.readNBytes(block, 0, BLOCK);
                read > 0;
                read = bytes.readNBytes(block, 0, BLOCK)) {
              String id =
                  Base64.getEncoder()
                      .encodeToString(
                          "%08d".formatted(blocks.size()).getBytes(StandardCharsets.US_ASCII));
              String place =
                  self + "/blocks?blockid=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
              var unused = api.put(place, block, read);
              blocks.addObject().put("kind", "Latest").put("id", id);
              sent += read;
              output.tell("%d of %d bytes".formatted(sent, size));
            }
          }
          var unused = api.send("POST", self + "/blocks:commit", blocks);
          return shown(api.get(self), api, options, output);
        });
  }

  private int shown(Answer answer, ApiConnection api, CsrOptions options, Output output)
      throws IOException {
    Answer now = answer;
    String self = now.body().path("self").asString();
    while (options.wait && isUnderWay(now.body())) {
      output.tell(now.body().path("status").asString());
      ApiConnection.pause(now.waitSeconds());
      now = api.get(self);
    }
    output.print(now.body());
    return options.wait && now.body().path("status").asString("").equals("Failed") ? 4 : 0;
  }

  private static boolean isUnderWay(JsonNode body) {
    String status = body.path("status").asString("");
    return status.equals("NotStarted") || status.equals("Running");
  }

  private String self(Requests requests, CsrOptions options) throws IOException {
    String named = entity.named(options);
    if (named == null) {
      throw wrong("--%s says which one.".formatted(entity.name().toLowerCase(Locale.ROOT)));
    }
    return requests.address(entity.path() + "/", named);
  }

  private void require(boolean possible, String verb) {
    if (!possible) {
      throw wrong(
          "There is no %s for a %s.".formatted(verb, entity.name().toLowerCase(Locale.ROOT)));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int run(CsrOptions options, Work work) {
    if (!options.apiVersion.equals("v3.2")) {
      throw wrong("--api-version is '%s'; it can be v3.2.".formatted(options.apiVersion));
    }
    try {
      ClientConfig config = ClientConfig.ofUser();
      @Nullable String key =
          options.key == null ? config.find(ClientConfig.KEY).orElse(null) : options.key;
      if (key == null) {
        throw wrong("There is no key: diction config set key KEY, or --key KEY.");
      }
      String host = options.host == null ? config.host() : options.host.replaceFirst("/+$", "");
      ApiConnection api = new ApiConnection(host, key);
      Output output =
          new Output(options.output, spec.commandLine().getOut(), spec.commandLine().getErr());
      return work.run(api, new Requests(api, options), output);
    } catch (IOException problem) {
      spec.commandLine().getErr().println(message(problem));
      return 1;
    }
  }

  private static String message(IOException problem) {
    String message = problem.getMessage();
    return message == null
        ? "The portal cannot be reached (%s).".formatted(problem.getClass().getSimpleName())
        : message;
  }
}
