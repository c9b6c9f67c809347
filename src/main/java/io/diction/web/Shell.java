package io.diction.web;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the layout shows around every page; {@code shell} in templates. */
public final class Shell extends ReaderFormat {
  /** Name of the request attribute, which templates see as a variable. */
  static final String ATTRIBUTE = "shell";

  private final Supplier<@Nullable SignedIn> user;
  private final Supplier<Notice.Message> notice;
  private final IntSupplier sessionSeconds;
  private final ToIntFunction<SignedIn> unread;

  Shell(
      Supplier<@Nullable SignedIn> user,
      Supplier<Notice.Message> notice,
      IntSupplier sessionSeconds,
      ToIntFunction<SignedIn> unread) {
    super(() -> zone(user.get()));
    this.user = user;
    this.notice = notice;
    this.sessionSeconds = sessionSeconds;
    this.unread = unread;
  }

  private static ZoneId zone(@Nullable SignedIn user) {
    return user == null ? ZoneOffset.UTC : user.zone();
  }

  /** How long a session lasts that is not used. */
  public int getSessionSeconds() {
    return sessionSeconds.getAsInt();
  }

  /** How much of what the user was told is unread. */
  public int getUnread() {
    SignedIn signedIn = user.get();
    return signedIn == null ? 0 : unread.applyAsInt(signedIn);
  }

  /** What the operator tells everyone; empty where there is nothing, or it was put away. */
  public Notice.Message getNotice() {
    return notice.get();
  }

  /** An entry of the main navigation; {@code id} is what a page names as its place. */
  public record Place(String id, String path, String icon) {}

  private static final List<Place> FOR_ALL =
      List.of(
          new Place("home", "/", "house"),
          new Place("models", "/custom-models", "soundwave"),
          new Place("speech", "/custom-speech", "folder"));
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
      case ORGADMIN -> and(ORGANIZATION);
      case RESELLER -> and(ORGANIZATION, RESELLER);
      case SYSOP -> and(ORGANIZATION, RESELLER, ADMINISTRATION);
    };
  }

  private static List<Place> and(Place... more) {
    return Stream.concat(FOR_ALL.stream(), Stream.of(more)).toList();
  }
}
