package io.diction.organization.key;

import io.diction.identity.Role;
import io.diction.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param days how long it works; without it, until it is revoked
 */
public record ApiKeyForm(
    @NotBlank @Size(max = 100) @OneLine String name,
    @NotNull @Nullable Role role,
    @Range(min = 1, max = 3650) @Nullable Integer days) {
  public ApiKeyForm {
    name = name == null ? "" : name.strip();
  }

  public static ApiKeyForm blank() {
    return new ApiKeyForm("", Role.USER, 365);
  }
}
