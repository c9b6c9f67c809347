package io.diction.api.answer;

import io.diction.api.Operation;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a reference names: whether that exists for the caller is for others to find out. */
public record EntityReference(EntityKind kind, UUID id) {
  private static final Pattern PATH =
      Pattern.compile(
          Pattern.quote(Operation.BASE)
              + "/([a-z]+(?:/base)?)/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/?$");

  /** As it goes out. */
  public record Link(String self) {}

  /**
   * Of an address, of which the path counts alone: host and scheme differ behind a proxy. An
   * address of another kind or of none is empty.
   */
  static Optional<EntityReference> find(String address, EntityKind... kinds) {
    String path;
    try {
      path = URI.create(address).getPath();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    Matcher matcher = PATH.matcher(path == null ? "" : path);
    if (!matcher.find()) {
      return Optional.empty();
    }
    UUID id = UUID.fromString(matcher.group(2));
    return Arrays.stream(kinds)
        .filter(kind -> kind.collection().equals(matcher.group(1)))
        .findFirst()
        .map(kind -> new EntityReference(kind, id));
  }

  /**
   * The same, of one of the kinds.
   *
   * @throws ApiError for any other address
   */
  public static EntityReference of(String address, String property, EntityKind... kinds) {
    return find(address, kinds)
        .orElseThrow(
            () ->
                wrong(
                    kinds[0],
                    property,
                    "'%s' is no address of %s.".formatted(shortened(address), names(kinds))));
  }

  /** What is said where nothing is found for the caller. */
  public ApiError unknown(String property) {
    return wrong(kind, property, "%s/%s does not exist.".formatted(kind.collection(), id));
  }

  private static ApiError wrong(EntityKind kind, String property, String message) {
    return ApiError.invalid(kind.wrong(), message).target(property);
  }

  private static String names(EntityKind... kinds) {
    return List.of(kinds).stream()
        .map(kind -> "…%s/%s/<id>".formatted(Operation.BASE, kind.collection()))
        .collect(Collectors.joining(" or "));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
