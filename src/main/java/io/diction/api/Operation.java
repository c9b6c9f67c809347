package io.diction.api;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every operation of the published interface, whether it is there already or not: what is not there
 * answers that nothing was found, what is called by another verb that this is not the way.
 */
public enum Operation {
  PROJECTS_LIST("GET /projects"),
  PROJECTS_CREATE("POST /projects"),
  PROJECTS_GET("GET /projects/{id}"),
  PROJECTS_UPDATE("PATCH /projects/{id}"),
  PROJECTS_DELETE("DELETE /projects/{id}"),
  PROJECTS_LIST_SUPPORTED_LOCALES("GET /projects/locales"),
  PROJECTS_LIST_DATASETS("GET /projects/{id}/datasets"),
  PROJECTS_LIST_MODELS("GET /projects/{id}/models"),
  PROJECTS_LIST_EVALUATIONS("GET /projects/{id}/evaluations"),
  PROJECTS_LIST_ENDPOINTS("GET /projects/{id}/endpoints"),
  PROJECTS_LIST_TRANSCRIPTIONS("GET /projects/{id}/transcriptions"),

  DATASETS_LIST("GET /datasets"),
  DATASETS_CREATE("POST /datasets"),
  DATASETS_GET("GET /datasets/{id}"),
  DATASETS_UPDATE("PATCH /datasets/{id}"),
  DATASETS_DELETE("DELETE /datasets/{id}"),
  DATASETS_LIST_SUPPORTED_LOCALES("GET /datasets/locales"),
  DATASETS_UPLOAD("POST /datasets/upload"),
  DATASETS_UPLOAD_BLOCK("PUT /datasets/{id}/blocks"),
  DATASETS_GET_BLOCKS("GET /datasets/{id}/blocks"),
  DATASETS_COMMIT_BLOCKS("POST /datasets/{id}/blocks:commit"),
  DATASETS_LIST_FILES("GET /datasets/{id}/files"),
  DATASETS_GET_FILE("GET /datasets/{id}/files/{fileId}"),

  MODELS_LIST_BASE_MODELS("GET /models/base"),
  MODELS_GET_BASE_MODEL("GET /models/base/{id}"),
  MODELS_LIST_CUSTOM_MODELS("GET /models"),
  MODELS_CREATE("POST /models"),
  MODELS_GET_CUSTOM_MODEL("GET /models/{id}"),
  MODELS_UPDATE("PATCH /models/{id}"),
  MODELS_DELETE("DELETE /models/{id}"),
  MODELS_LIST_SUPPORTED_LOCALES("GET /models/locales"),
  MODELS_GET_CUSTOM_MODEL_MANIFEST("GET /models/{id}/manifest"),
  MODELS_GET_BASE_MODEL_MANIFEST("GET /models/base/{id}/manifest"),
  MODELS_LIST_FILES("GET /models/{id}/files"),
  MODELS_GET_FILE("GET /models/{id}/files/{fileId}"),
  MODELS_AUTHORIZE_COPY("POST /models:authorizecopy"),
  /** With either of its two bodies. */
  MODELS_COPY("POST /models/{id}:copy"),

  OPERATIONS_GET_MODEL_COPY("GET /operations/models/copy/{id}"),

  EVALUATIONS_LIST("GET /evaluations"),
  EVALUATIONS_CREATE("POST /evaluations"),
  EVALUATIONS_GET("GET /evaluations/{id}"),
  EVALUATIONS_UPDATE("PATCH /evaluations/{id}"),
  EVALUATIONS_DELETE("DELETE /evaluations/{id}"),
  EVALUATIONS_LIST_SUPPORTED_LOCALES("GET /evaluations/locales"),
  EVALUATIONS_LIST_FILES("GET /evaluations/{id}/files"),
  EVALUATIONS_GET_FILE("GET /evaluations/{id}/files/{fileId}"),

  TRANSCRIPTIONS_LIST("GET /transcriptions"),
  TRANSCRIPTIONS_CREATE("POST /transcriptions"),
  TRANSCRIPTIONS_GET("GET /transcriptions/{id}"),
  TRANSCRIPTIONS_UPDATE("PATCH /transcriptions/{id}"),
  TRANSCRIPTIONS_DELETE("DELETE /transcriptions/{id}"),
  TRANSCRIPTIONS_LIST_SUPPORTED_LOCALES("GET /transcriptions/locales"),
  TRANSCRIPTIONS_LIST_FILES("GET /transcriptions/{id}/files"),
  TRANSCRIPTIONS_GET_FILE("GET /transcriptions/{id}/files/{fileId}"),

  ENDPOINTS_LIST("GET /endpoints"),
  ENDPOINTS_CREATE("POST /endpoints"),
  ENDPOINTS_GET("GET /endpoints/{id}"),
  ENDPOINTS_UPDATE("PATCH /endpoints/{id}"),
  ENDPOINTS_DELETE("DELETE /endpoints/{id}"),
  ENDPOINTS_LIST_SUPPORTED_LOCALES("GET /endpoints/locales"),
  ENDPOINTS_LIST_LOGS("GET /endpoints/{id}/files/logs"),
  ENDPOINTS_DELETE_LOGS("DELETE /endpoints/{id}/files/logs"),
  ENDPOINTS_GET_LOG("GET /endpoints/{id}/files/logs/{logId}"),
  ENDPOINTS_DELETE_LOG("DELETE /endpoints/{id}/files/logs/{logId}"),
  ENDPOINTS_LIST_BASE_MODEL_LOGS("GET /endpoints/base/{locale}/files/logs"),
  ENDPOINTS_DELETE_BASE_MODEL_LOGS("DELETE /endpoints/base/{locale}/files/logs"),
  ENDPOINTS_GET_BASE_MODEL_LOG("GET /endpoints/base/{locale}/files/logs/{logId}"),
  ENDPOINTS_DELETE_BASE_MODEL_LOG("DELETE /endpoints/base/{locale}/files/logs/{logId}"),

  WEB_HOOKS_LIST("GET /webhooks"),
  WEB_HOOKS_CREATE("POST /webhooks"),
  WEB_HOOKS_GET("GET /webhooks/{id}"),
  WEB_HOOKS_UPDATE("PATCH /webhooks/{id}"),
  WEB_HOOKS_DELETE("DELETE /webhooks/{id}"),
  WEB_HOOKS_PING("POST /webhooks/{id}:ping"),
  WEB_HOOKS_TEST("POST /webhooks/{id}:test");

  /** What all paths begin with. */
  public static final String BASE = "/speechtotext/v3.2";

  /** Takes identifiers only, so that fixed words and colons stay apart from them. */
  private static final String HEX =
      ":[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}}";

  /** The place of an identifier in the paths of handlers. */
  public static final String ID = "{id" + HEX;

  /** The same for the second one in a path. */
  public static final String FILE_ID = "{fileId" + HEX;

  private final String method;
  private final String path;
  private final PathPattern pattern;

  Operation(String route) {
    int space = route.indexOf(' ');
    this.method = route.substring(0, space);
    this.path = route.substring(space + 1);
    this.pattern =
        PathPatternParser.defaultInstance.parse(
            BASE + path.replace("{id}", "{id" + HEX).replace("{fileId}", "{fileId" + HEX));
  }

  public String method() {
    return method;
  }

  /** As published, with plain placeholders and without the base. */
  public String path() {
    return path;
  }

  /** The path as handlers name it. */
  public String pattern() {
    return pattern.getPatternString();
  }

  /** As published, such as {@code Projects_List}. */
  public String published() {
    String[] words =
        name().startsWith("WEB_") ? name().substring(4).split("_", 2) : name().split("_", 2);
    String group = name().startsWith("WEB_") ? "WebHooks" : camel(words[0]);
    return group + "_" + camel(words[1]);
  }

  private static String camel(String words) {
    StringBuilder text = new StringBuilder();
    for (String word : words.split("_")) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  /**
   * The verbs that a path has operations for; none for a path that no operation has.
   *
   * @param path with its base, without the application's context
   */
  public static Set<String> methods(String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return EnumSet.allOf(Operation.class).stream()
        .filter(operation -> operation.pattern.matches(parsed))
        .map(Operation::method)
        .collect(Collectors.toUnmodifiableSet());
  }
}
