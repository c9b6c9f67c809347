package io.diction.organization;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an organization's administrators set.
 *
 * @param language of users who have not chosen one, empty for that of their browser
 * @param zone of users who have not chosen one
 * @param deletedDays how long deleted data stays; without it as long as the installation says
 * @param sessionDays how long sessions stay; without it until somebody deletes them
 */
public record SettingsForm(
    @NotBlank @Size(max = 256) String name,
    @Pattern(regexp = "|de|en|nl") String language,
    @NotBlank String zone,
    @Min(1) @Max(3650) @Nullable Integer deletedDays,
    @Min(1) @Max(3650) @Nullable Integer sessionDays) {
  public SettingsForm {
    name = name == null ? "" : name.strip();
    language = language == null ? "" : language;
    zone = zone == null ? "" : zone;
  }
}
