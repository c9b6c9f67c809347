package io.diction.api.answer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object of a request, read property by property. What is wrong with them is gathered, so
 * that a caller learns of all of it at once: {@link #check} refuses it before anything is done.
 * What nobody asks for is ignored; null is as good as absent.
 */
public final class Body {
  public static final int LONGEST_NAME = 256;
  public static final int LONGEST_DESCRIPTION = 4096;
  private static final int LONGEST_EMAIL = 320;
  private static final int LONGEST_ADDRESS = 4096;

  private final ObjectNode json;
  private final String place;
  private final boolean merging;
  private final List<ApiError> problems;

  private Body(ObjectNode json, String place, boolean merging, List<ApiError> problems) {
    this.json = json;
    this.place = place;
    this.merging = merging;
    this.problems = problems;
  }

  /**
   * @param merging whether maps are merged key by key where they change
   */
  public static Body of(ObjectNode json, boolean merging) {
    return new Body(json, "", merging, new ArrayList<>());
  }

  /**
   * Refuses the request if anything that was asked for is wrong.
   *
   * @throws ApiError of all of it
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw ApiError.all(problems);
    }
  }

  /** One thing more that is wrong. */
  public void reject(ApiError problem) {
    problems.add(problem);
  }

  /** Whether the request names it, be it with null. */
  public boolean has(String name) {
    return json.has(name);
  }

  /** Whether the request gives it a value. */
  public boolean isSet(String name) {
    return value(name) != null;
  }

  /** What the request names. */
  public Set<String> names() {
    return Set.copyOf(json.propertyNames());
  }

  /** Whether maps are merged key by key where they change. */
  public boolean isMerging() {
    return merging;
  }

  /** An object within, empty where there is none. */
  public Body object(String name) {
    JsonNode value = value(name);
    if (value != null && !(value instanceof ObjectNode)) {
      wrong(name, "an object");
    }
    ObjectNode inner =
        value instanceof ObjectNode found ? found : JsonNodeFactory.instance.objectNode();
    return new Body(inner, place + name + ".", merging, problems);
  }

  /** The name that people know it by. */
  public String displayName() {
    String name = requiredText("displayName", LONGEST_NAME);
    requireReadable("displayName", name);
    return name;
  }

  public Change<String> changedDisplayName() {
    return json.has("displayName") ? new Change<>(true, displayName()) : Change.none();
  }

  public @Nullable String description() {
    return text("description", LONGEST_DESCRIPTION);
  }

  public Change<String> changedDescription() {
    return json.has("description") ? new Change<>(true, description()) : Change.none();
  }

  /** Whether anything is there for it is for others to know. */
  public String locale() {
    String locale = requiredText("locale", 35);
    if (!locale.isEmpty() && !locale.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")) {
      problems.add(
          ApiError.invalid(
                  DetailCode.INVALID_LOCALE, "'%s' is no locale such as en-US.".formatted(locale))
              .target(place + "locale"));
    }
    return locale;
  }

  /** A text of at least one character that has to be there. */
  public String requiredText(String name, int most) {
    String text = text(name, most);
    if (text == null || text.isEmpty()) {
      if (problems.stream().noneMatch(known -> (place + name).equals(known.body().target()))) {
        invalid(name, "The property %s is missing or empty.".formatted(place + name));
      }
      return "";
    }
    return text;
  }

  /**
   * @param most characters (code points) it may have
   */
  public @Nullable String text(String name, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      return wrong(name, "a text");
    }
    String text = value.stringValue();
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      invalid(name, "%s has %d characters; %d are the most.".formatted(place + name, length, most));
    } else if (text.codePoints().anyMatch(point -> point == 0 || Texts.isHalf(point))) {
      invalid(name, "%s has a character that is none.".formatted(place + name));
    } else {
      return text;
    }
    return null;
  }

  /** One address of e-mail. */
  public @Nullable String email() {
    String address = text("email", LONGEST_EMAIL);
    if (address != null && !address.matches("[^\\s@<>,;:\"()]+@[^\\s@<>,;:\"()]+")) {
      invalid("email", "%s is no e-mail address.".formatted(place + "email"));
      return null;
    }
    return address;
  }

  public @Nullable Boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null || value.isBoolean()) {
      return value == null ? null : value.booleanValue();
    }
    return wrong(name, "true or false");
  }

  public @Nullable Integer number(String name, int least, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      return wrong(name, "a whole number");
    }
    int number = value.intValue();
    if (number < least || number > most) {
      invalid(
          name, "%s is %d; it has to be %d to %d.".formatted(place + name, number, least, most));
      return null;
    }
    return number;
  }

  /** A constant, as published, in any case. */
  public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    String text = text(name, LONGEST_NAME);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (Published.name(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String known =
        Stream.of(type.getEnumConstants()).map(Published::name).collect(Collectors.joining(", "));
    problems.add(
        ApiError.invalid(
                DetailCode.INVALID_PARAMETER_VALUE,
                "%s is '%s', which is none of %s.".formatted(place + name, text, known))
            .target(place + name));
    return null;
  }

  /** A whole web address. */
  public @Nullable URI address(String name) {
    String text = text(name, LONGEST_ADDRESS);
    if (text == null) {
      return null;
    }
    try {
      URI address = URI.create(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (address.getHost() != null && List.of("http", "https").contains(scheme)) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below, as of any other text that is no address.
    }
    invalid(name, "%s is no whole address with http or https.".formatted(place + name));
    return null;
  }

  public List<String> texts(String name, int most) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      if (element.isString() && element.stringValue().length() <= most) {
        texts.add(element.stringValue());
      } else {
        wrong(name, "a list of texts");
        return List.of();
      }
    }
    return texts;
  }

  /** The elements of a list, none where there is no list. */
  public Iterable<JsonNode> elements(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      wrong(name, "a list");
      return List.of();
    }
    return value.values();
  }

  /** A reference to something of one of the kinds; whether that exists is for others to know. */
  public @Nullable EntityReference reference(String name, EntityKind... kinds) {
    JsonNode value = value(name);
    return value == null ? null : reference(name, value, kinds);
  }

  public List<EntityReference> references(String name, EntityKind... kinds) {
    List<EntityReference> references = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      EntityReference reference = reference(name, element, kinds);
      if (reference != null) {
        references.add(reference);
      }
    }
    return references;
  }

  public Change<EntityReference> changedReference(String name, EntityKind... kinds) {
    return json.has(name) ? new Change<>(true, reference(name, kinds)) : Change.none();
  }

  private @Nullable EntityReference reference(String name, JsonNode value, EntityKind... kinds) {
    if (!value.isObject() || !value.path("self").isString()) {
      return wrong(name, "an object with 'self', the address of what is meant");
    }
    try {
      return EntityReference.of(value.path("self").stringValue(), place + name, kinds);
    } catch (ApiError problem) {
      problems.add(problem);
      return null;
    }
  }

  public Map<String, String> customProperties() {
    return CustomProperties.read(value(CustomProperties.NAME), Map.of(), false, problems);
  }

  /** The same after a change; null removes them all. */
  public Map<String, String> changedCustomProperties(Map<String, String> before) {
    if (!json.has(CustomProperties.NAME)) {
      return before;
    }
    return CustomProperties.read(value(CustomProperties.NAME), before, merging, problems);
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private void requireReadable(String name, String text) {
    if (text.codePoints().anyMatch(Texts::isUnreadable)) {
      invalid(name, "%s has a character that cannot be shown.".formatted(place + name));
    }
  }

  private <T> @Nullable T wrong(String name, String expected) {
    invalid(name, "%s has to be %s.".formatted(place + name, expected));
    return null;
  }

  private void invalid(String name, String message) {
    problems.add(ApiError.invalid(DetailCode.INVALID_PAYLOAD, message).target(place + name));
  }
}
