package io.diction.organization.member;

import io.diction.identity.Theme;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user chose for the own eyes.
 *
 * @param language none leaves it to the browser
 * @param zone none leaves it to the organization
 */
public record Preferences(@Nullable Locale language, @Nullable ZoneId zone, Theme theme) {}
