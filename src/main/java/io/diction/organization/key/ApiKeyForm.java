package io.diction.organization.key;

import io.diction.identity.Role;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param days how long it works; without it, until it is revoked
 */
public record ApiKeyForm(
    @NotBlank @Size(max = 100) String name,
    @NotNull @Nullable Role role,
    @Min(1) @Max(3650) @Nullable Integer days) {
  public ApiKeyForm {
    name = name == null ? "" : name.strip();
  }

  public static ApiKeyForm blank() {
    return new ApiKeyForm("", Role.USER, 365);
  }
}
