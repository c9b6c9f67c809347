package io.diction.sharing;

import io.diction.custommodel.Permission;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is given.
 *
 * @param use whether it is the organization's default for its language
 */
record Assignment(Use use, Permission permission) {
  static final List<Permission> PERMISSIONS =
      List.of(Permission.VIEW, Permission.USE, Permission.CONTRIBUTE);

  enum Use {
    DEFAULT,
    OPTIONAL
  }

  /** As a form sends it; what is unknown is what is preselected. */
  static Assignment of(@Nullable String use, @Nullable String permission) {
    return new Assignment(
        Use.DEFAULT.name().equals(use) ? Use.DEFAULT : Use.OPTIONAL,
        Arrays.stream(Permission.values())
            .filter(known -> known.name().equals(permission) && PERMISSIONS.contains(known))
            .findFirst()
            .orElse(Permission.USE));
  }

  boolean isDefault() {
    return use == Use.DEFAULT;
  }
}
