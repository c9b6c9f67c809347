package io.diction.api.property;

import io.diction.api.answer.Body;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request that makes something says of it, whatever it is. */
public record Said(
    String displayName,
    @Nullable String description,
    Map<String, String> customProperties,
    @Nullable EntityReference project,
    @Nullable String email) {
  private static final int LONGEST_EMAIL = 320;

  public Said {
    customProperties = Map.copyOf(customProperties);
  }

  /**
   * What is wrong with it the body tells when it is checked.
   *
   * @param within the object {@code properties} of the body
   */
  public static Said of(Body body, Body within) {
    return new Said(
        body.displayName(),
        body.description(),
        body.customProperties(),
        body.reference("project", EntityKind.PROJECT),
        within.text("email", LONGEST_EMAIL));
  }
}
