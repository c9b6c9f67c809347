package io.diction.api.property;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller said of something.
 *
 * @param displayName null where the portal's own name is shown
 * @param description null for none, or where the portal keeps it
 * @param email who is to be told of the end, null when nobody is or that was done
 */
public record Properties(
    @Nullable String displayName,
    @Nullable String description,
    Map<String, String> customProperties,
    @Nullable String email) {
  public static final Properties NONE = new Properties(null, null, Map.of(), null);

  public Properties {
    // In the order of their names, so that the same is always written alike.
    customProperties = Collections.unmodifiableMap(new TreeMap<>(customProperties));
  }

  /** The map as it goes out: left out where it is empty. */
  public @Nullable Map<String, String> customPropertiesOrNull() {
    return customProperties.isEmpty() ? null : customProperties;
  }
}
