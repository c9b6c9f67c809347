package io.diction.web;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the layout shows around every page; {@code shell} in templates. */
public final class Shell {
  /** Name of the request attribute, which templates see as a variable. */
  static final String ATTRIBUTE = "shell";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter ZONED =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss zzz", Locale.ENGLISH);

  private final Supplier<@Nullable SignedIn> user;
  private final Supplier<Notice.Message> notice;
  private final IntSupplier sessionSeconds;

  Shell(
      Supplier<@Nullable SignedIn> user,
      Supplier<Notice.Message> notice,
      IntSupplier sessionSeconds) {
    this.user = user;
    this.notice = notice;
    this.sessionSeconds = sessionSeconds;
  }

  /** How long a session lasts that is not used. */
  public int getSessionSeconds() {
    return sessionSeconds.getAsInt();
  }

  /** What the operator tells everyone; empty where there is nothing, or it was put away. */
  public Notice.Message getNotice() {
    return notice.get();
  }

  /** An entry of the main navigation; {@code id} is what a page names as its place. */
  public record Place(String id, String path, String icon) {}

  private static final List<Place> FOR_ALL =
      List.of(new Place("home", "/", "house"), new Place("models", "/custom-models", "soundwave"));
  private static final Place ORGANIZATION = new Place("organization", "/organization", "building");
  private static final Place RESELLER = new Place("reseller", "/reseller", "briefcase");
  private static final Place ADMINISTRATION =
      new Place("administration", "/administration", "sliders");

  /** Who is signed in, if anybody is. */
  public @Nullable SignedIn getUser() {
    return user.get();
  }

  /** The colours that the user chose, if anybody is signed in. */
  public @Nullable String getTheme() {
    SignedIn signedIn = user.get();
    return signedIn == null ? null : signedIn.theme().name().toLowerCase(Locale.ROOT);
  }

  /** The same where no script has to ask the system. */
  public @Nullable String getScheme() {
    SignedIn signedIn = user.get();
    return signedIn == null || signedIn.theme() == Theme.SYSTEM ? null : getTheme();
  }

  /** The first letters of the user's first and last name. */
  public String getInitials() {
    SignedIn signedIn = user.get();
    if (signedIn == null) {
      return "";
    }
    String[] names = signedIn.displayName().strip().split("\\s+");
    String last = names.length > 1 ? names[names.length - 1] : "";
    return (firstLetter(names[0]) + firstLetter(last)).toUpperCase(Locale.ROOT);
  }

  private static String firstLetter(String name) {
    return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
  }

  /** Where this user may go. */
  public List<Place> getPlaces() {
    SignedIn signedIn = user.get();
    return signedIn == null ? List.of() : places(signedIn.role());
  }

  static List<Place> places(Role role) {
    return switch (role) {
      case USER -> FOR_ALL;
      case ORGADMIN -> List.of(FOR_ALL.get(0), FOR_ALL.get(1), ORGANIZATION);
      case RESELLER -> List.of(FOR_ALL.get(0), FOR_ALL.get(1), ORGANIZATION, RESELLER);
      case SYSOP -> List.of(FOR_ALL.get(0), FOR_ALL.get(1), ORGANIZATION, RESELLER, ADMINISTRATION);
    };
  }

  /** A time as this user reads it. */
  public String time(OffsetDateTime time) {
    return in(TIME, FormatStyle.MEDIUM, FormatStyle.SHORT).format(time.atZoneSameInstant(zone()));
  }

  /** The day alone. */
  public String date(OffsetDateTime time) {
    return in(DATE, FormatStyle.MEDIUM, null).format(time.atZoneSameInstant(zone()));
  }

  /** The time of day to the second, for lines of a log. */
  public String clock(Instant time) {
    return CLOCK.format(time.atZone(zone()));
  }

  /** The same time to the second, with its zone. */
  public String exactTime(OffsetDateTime time) {
    return in(ZONED, FormatStyle.LONG, FormatStyle.LONG).format(time.atZoneSameInstant(zone()));
  }

  /** Ours in English, which Americans and others read alike; else what is usual in the language. */
  private static DateTimeFormatter in(
      DateTimeFormatter english, FormatStyle date, @Nullable FormatStyle time) {
    Locale language = Languages.current();
    if (language.equals(Languages.ENGLISH)) {
      return english;
    }
    DateTimeFormatter usual =
        time == null
            ? DateTimeFormatter.ofLocalizedDate(date)
            : DateTimeFormatter.ofLocalizedDateTime(date, time);
    return usual.withLocale(language);
  }

  private ZoneId zone() {
    SignedIn signedIn = user.get();
    return signedIn == null ? ZoneOffset.UTC : signedIn.zone();
  }

  /** A size in bytes as a person says it, in powers of 1024. */
  public String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes;
    String unit = "";
    for (String larger : List.of("KB", "MB", "GB", "TB")) {
      if (amount < 1023.95 || unit.equals("TB")) {
        break;
      }
      amount /= 1024;
      unit = larger;
    }
    return String.format(Languages.current(), amount < 10 ? "%.1f %s" : "%.0f %s", amount, unit);
  }

  /** A duration in seconds as a person says it: {@code 1:02:03} or {@code 2:03}. */
  public String duration(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
