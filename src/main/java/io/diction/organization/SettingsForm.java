package io.diction.organization;

import io.diction.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.Range;
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
    @NotBlank @Size(max = 256) @OneLine String name,
    @Pattern(regexp = "|de|en|nl") String language,
    @NotBlank String zone,
    @Range(min = 1, max = 3650) @Nullable Integer deletedDays,
    @Range(min = 1, max = 3650) @Nullable Integer sessionDays) {
  public SettingsForm {
    name = name == null ? "" : name.strip();
    language = language == null ? "" : language;
    zone = zone == null ? "" : zone;
  }
}
