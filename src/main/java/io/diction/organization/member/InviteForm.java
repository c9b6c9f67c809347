package io.diction.organization.member;

import io.diction.identity.Role;
import io.diction.web.OneLine;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whom an administrator invites. */
public record InviteForm(
    @NotBlank @Email @Size(max = 254) String email,
    @NotBlank @Size(max = 256) @OneLine String displayName,
    @NotNull @Nullable Role role) {
  public InviteForm {
    email = email == null ? "" : email.strip();
    displayName = displayName == null ? "" : displayName.strip();
  }

  public static InviteForm blank() {
    return new InviteForm("", "", Role.USER);
  }
}
