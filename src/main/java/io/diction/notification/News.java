package io.diction.notification;

import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something to be told.
 *
 * @param about name of what it is about, such as a model
 * @param party the organization that did it or is concerned
 * @param detail in words of a person, such as a reason or the name of a model; the name of the
 *     permission of {@link Kind#SHARE_CHANGED}; empty without
 * @param on when that happens or happened; null where it does not matter
 * @param path of the page to look at
 */
public record News(
    Kind kind,
    String about,
    String party,
    String detail,
    @Nullable OffsetDateTime on,
    String path) {
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_DETAIL = 2000;

  public News {
    about = shortened(about, LONGEST_NAME);
    party = shortened(party, LONGEST_NAME);
    detail = shortened(detail, LONGEST_DETAIL);
  }

  /** What happened. */
  public enum Kind {
    SHARE_GIVEN,
    SHARE_CHANGED,
    SHARE_ENDING,
    SHARE_KEPT,
    SHARE_ENDED,
    DEFAULT_SET,
    DEFAULT_GONE,
    VERSION_OFFERED,
    VERSION_TAKEN,
    VERSION_ENDING,
    CONTRIBUTION_WAITING,
    CONTRIBUTION_APPROVED,
    CONTRIBUTION_REFUSED,
    TEST_NOT_STARTED;

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As in the sprite. */
    public String icon() {
      return switch (this) {
        case SHARE_GIVEN, SHARE_CHANGED, SHARE_KEPT -> "share";
        case SHARE_ENDING, VERSION_ENDING -> "calendar";
        case SHARE_ENDED, DEFAULT_GONE, CONTRIBUTION_REFUSED, TEST_NOT_STARTED -> "x-circle";
        case DEFAULT_SET, VERSION_TAKEN, CONTRIBUTION_APPROVED -> "check-circle";
        case VERSION_OFFERED -> "stars";
        case CONTRIBUTION_WAITING -> "inbox";
      };
    }
  }

  /** Whom of an organization it concerns. */
  public enum Audience {
    ADMINISTRATORS,
    EVERYONE
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
