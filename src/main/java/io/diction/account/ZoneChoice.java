package io.diction.account;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A time zone to choose.
 *
 * @param id such as Europe/Amsterdam
 * @param offset from UTC as of now, such as +01:00
 */
public record ZoneChoice(String id, String offset) {
  /** The names of places, and UTC; what the tables keep for old times' sake is left out. */
  public static final List<String> IDS =
      ZoneId.getAvailableZoneIds().stream()
          .filter(
              id ->
                  id.equals("UTC")
                      || id.matches(
                          "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
          .sorted()
          .toList();

  static List<ZoneChoice> all(Clock clock) {
    Instant now = clock.instant();
    return IDS.stream()
        .map(id -> new ZoneChoice(id, ZoneId.of(id).getRules().getOffset(now).getId()))
        .map(zone -> zone.offset().equals("Z") ? new ZoneChoice(zone.id(), "+00:00") : zone)
        .toList();
  }
}
