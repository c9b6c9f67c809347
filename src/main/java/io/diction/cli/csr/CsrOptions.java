package io.diction.cli.csr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The parameters that all commands take; which of them matter depends on the command. */
final class CsrOptions {
  @Option(names = "--api-version", description = "v3.2, the only one.", defaultValue = "v3.2")
  String apiVersion = "v3.2";

  @Option(names = "--host", description = "Address of the portal (default: config set host).")
  @Nullable String host;

  @Option(names = "--key", description = "API key (default: config set key).")
  @Nullable String key;

  @Option(
      names = {"--name", "--displayName"},
      description = "The name that people know it by.")
  @Nullable String name;

  @Option(names = "--description", description = "More about it.")
  @Nullable String description;

  @Option(
      names = {"--language", "--locale"},
      description = "Such as en-US.")
  @Nullable String language;

  @Option(
      names = {"--project", "--projectId"},
      description = "Id or URI of the project.")
  @Nullable String project;

  @Option(
      names = {"--dataset", "--datasetId", "--datasets"},
      description = "Ids or URIs of datasets, with semicolons between them, or given repeatedly.")
  List<String> datasets = List.of();

  @Option(
      names = {"--model", "--modelId"},
      description = "Id or URI of a model.")
  @Nullable String model;

  @Option(
      names = {"--base", "--baseModel"},
      description = "Id or URI of a base model.")
  @Nullable String base;

  @Option(names = "--model1", description = "Id or URI of the first model of an evaluation.")
  @Nullable String model1;

  @Option(names = "--model2", description = "Id or URI of the second model of an evaluation.")
  @Nullable String model2;

  @Option(
      names = {"--evaluation", "--evaluationId"},
      description = "Id or URI of an evaluation.")
  @Nullable String evaluation;

  @Option(
      names = {"--endpoint", "--endpointId"},
      description = "Id or URI of an endpoint.")
  @Nullable String endpoint;

  @Option(
      names = {"--transcription", "--transcriptionId"},
      description = "Id or URI of a transcription.")
  @Nullable String transcription;

  @Option(names = "--kind", description = "Kind of a dataset, such as Acoustic or Language.")
  @Nullable String kind;

  @Option(names = "--text", description = "Text that a model learns from.")
  @Nullable String text;

  @Option(
      names = {"--content", "--contentUrl", "--contentUrls"},
      description = "Addresses of content, with semicolons between them, or given repeatedly.")
  List<String> content = List.of();

  @Option(names = "--data", description = "File that is uploaded.")
  @Nullable Path data;

  @Option(names = "--folder", description = "Where files are downloaded to (default: here).")
  Path folder = Path.of("");

  @Option(names = "--target-key", description = "Key of the organization that gets the copy.")
  @Nullable String targetKey;

  @Option(names = "--top", description = "How many at most.")
  @Nullable Integer top;

  @Option(names = "--filter", description = "Such as: status eq 'Succeeded'")
  @Nullable String filter;

  @Option(names = "--wait", description = "Waits until it has succeeded or failed.")
  boolean wait;

  @Option(
      names = "--output",
      arity = "1..2",
      paramLabel = "json|table|url",
      description =
          "json (the answer as it came), table, or url: its address alone; with @FILE behind it"
              + " that goes to a file, which other parameters then take as @FILE.")
  List<String> output = List.of("json");

  /** What {@code @file} stands for; everything else for itself. */
  static @Nullable String resolved(@Nullable String text) throws IOException {
    return text != null && text.startsWith("@") && text.length() > 1
        ? Files.readString(Path.of(text.substring(1))).strip()
        : text;
  }

  /** Between semicolons, of all that was given. */
  static List<String> list(List<String> texts) throws IOException {
    List<String> all = new ArrayList<>();
    for (String text : texts) {
      Stream.of(String.valueOf(resolved(text)).split("[;\\n]"))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .forEach(all::add);
    }
    return all;
  }
}
