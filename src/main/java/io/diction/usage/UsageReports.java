package io.diction.usage;

import io.diction.identity.SignedIn;
import io.diction.usage.UsageSums.Sum;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is told of the use, to whom. */
@Service
class UsageReports {
  private static final int MOST_ROWS = 100;

  private final UsageSums sums;
  private final Clock clock;

  UsageReports(UsageSums sums, Clock clock) {
    this.sums = sums;
    this.clock = clock;
  }

  /**
   * The use within some days.
   *
   * @param organizations empty in the own organization
   * @param users empty where people are not named
   */
  record Report(
      UsageRange range,
      Sum total,
      Trend trend,
      List<Sum> models,
      List<Sum> organizations,
      List<Sum> users) {
    Report {
      models = List.copyOf(models);
      organizations = List.copyOf(organizations);
      users = List.copyOf(users);
    }

    /** Longer lists end here; all of it is in the export. */
    public int most() {
      return MOST_ROWS;
    }

    public boolean isEmpty() {
      return total.sessions() == 0;
    }
  }

  /** The days that a request means, where the reader is. */
  UsageRange range(String from, String to, SignedIn who) {
    return UsageRange.of(from, to, who.zone(), clock.instant().atZone(who.zone()).toLocalDate());
  }

  /** The days up to today, where the reader is. */
  UsageRange last(int days, SignedIn who) {
    return UsageRange.last(days, who.zone(), clock.instant().atZone(who.zone()).toLocalDate());
  }

  @Transactional(readOnly = true)
  public Report get(UsageScope scope, UsageRange range) {
    List<Sum> users = List.of();
    List<Sum> organizations = List.of();
    if (scope.namesUsers()) {
      users = sums.users(scope, range, MOST_ROWS);
    } else {
      organizations = sums.organizations(scope, range, MOST_ROWS);
    }
    return new Report(
        range,
        total(users.isEmpty() ? organizations : users, scope, range),
        trend(scope, range),
        sums.models(scope, range, MOST_ROWS),
        organizations,
        users);
  }

  /** Of people or organizations, if they are all that there are: nobody belongs to two of them. */
  private Sum total(List<Sum> parts, UsageScope scope, UsageRange range) {
    return parts.isEmpty() || parts.size() == MOST_ROWS
        ? sums.total(scope, range)
        : UsageSums.total(parts);
  }

  @Transactional(readOnly = true)
  public Trend trend(UsageScope scope, UsageRange range) {
    return Trend.of(range, sums.steps(scope, range));
  }
}
