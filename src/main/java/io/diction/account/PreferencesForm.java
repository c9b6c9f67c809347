package io.diction.account;

import io.diction.identity.Theme;
import io.diction.organization.member.Preferences;
import io.diction.web.Languages;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * The choices of the own account's page; empty leaves one to the browser or the organization.
 *
 * @param zone such as Europe/Amsterdam, as a person may type it
 */
record PreferencesForm(@NotNull String language, @NotNull String zone, @NotNull Theme theme) {
  static PreferencesForm of(Preferences preferences) {
    Locale language = preferences.language();
    ZoneId zone = preferences.zone();
    return new PreferencesForm(
        language == null ? "" : language.toLanguageTag(),
        zone == null ? "" : zone.getId(),
        preferences.theme());
  }

  /** What was chosen, unless something of it is unknown. */
  Optional<Preferences> preferences(Errors errors) {
    Locale chosenLanguage =
        Languages.ALL.stream()
            .filter(known -> known.toLanguageTag().equals(language))
            .findFirst()
            .orElse(null);
    if (chosenLanguage == null && !language.isEmpty()) {
      errors.rejectValue("language", "account.language.unknown");
    }
    ZoneId chosenZone = zone(zone.strip());
    if (chosenZone == null && !zone.isBlank()) {
      errors.rejectValue("zone", "account.zone.unknown");
    }
    return errors.hasErrors()
        ? Optional.empty()
        : Optional.of(new Preferences(chosenLanguage, chosenZone, theme));
  }

  /** Only names of places: an offset like +02:00 would be wrong for half of the year. */
  private static @Nullable ZoneId zone(String id) {
    return ZoneChoice.IDS.contains(id) ? ZoneId.of(id) : null;
  }
}
