package io.diction.organization.tenant;

import io.diction.web.OneLine;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization to be made, with its first administrator.
 *
 * @param reseller whether it may have customers; a box that is not ticked sends nothing
 * @param parent the reseller it is a customer of
 */
public record TenantForm(
    @NotBlank @Size(max = 256) @OneLine String name,
    @Nullable Boolean reseller,
    @Nullable UUID parent,
    @NotBlank @Email @Size(max = 254) String email,
    @NotBlank @Size(max = 256) @OneLine String displayName) {
  public TenantForm {
    name = name == null ? "" : name.strip();
    email = email == null ? "" : email.strip();
    displayName = displayName == null ? "" : displayName.strip();
  }

  public static TenantForm blank() {
    return new TenantForm("", false, null, "", "");
  }
}
