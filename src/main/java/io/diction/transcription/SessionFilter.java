package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.web.GridQuery;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Which sessions somebody looks for, among the own ones and those that the organization sees. What
 * cannot be read does not filter.
 */
final class SessionFilter {
  /** What the list's address can carry. */
  static final String TEXT = "text";

  static final String STATE = "state";
  static final String MODEL = "model";
  static final String LANGUAGE = "language";
  static final String FROM = "from";
  static final String UNTIL = "until";
  static final String WHOSE = "whose";

  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final StringBuilder condition =
      new StringBuilder("s.organization_id = :organization and (s.user_id = :user or s.shared)");

  /**
   * @param words of the text that is looked for, as the index has them
   */
  SessionFilter(SignedIn user, GridQuery query, List<String> words) {
    parameters.put("organization", user.organization().value());
    parameters.put("user", user.user().value());
    text(query.filter(TEXT), words);
    Stream.of(JobState.values())
        .filter(state -> state.name().equals(query.filter(STATE)))
        .findFirst()
        .ifPresent(state -> add("s.state = :state", "state", state.name()));
    if (!query.filter(LANGUAGE).isEmpty()) {
      add("s.locale = :locale", "locale", query.filter(LANGUAGE));
    }
    ModelChoices.id(query.filter(MODEL)).ifPresent(id -> model(query.filter(MODEL), id));
    date(query.filter(FROM), 0, user.zone())
        .ifPresent(from -> add("s.created_at >= :from", "from", from));
    date(query.filter(UNTIL), 1, user.zone())
        .ifPresent(until -> add("s.created_at < :until", "until", until));
    switch (query.filter(WHOSE)) {
      case "mine" -> condition.append(" and s.user_id = :user");
      case "shared" -> condition.append(" and s.shared and s.user_id <> :user");
      default -> {
        // All of them.
      }
    }
  }

  /** The name has it as it was typed, or all of the words are said. */
  private void text(String text, List<String> words) {
    if (text.isEmpty()) {
      return;
    }
    parameters.put("text", text.toLowerCase(Locale.ROOT));
    condition.append(" and (position(:text in lower(s.name)) > 0");
    if (!words.isEmpty()) {
      condition.append(" or (");
      for (int i = 0; i < words.size(); i++) {
        parameters.put("word" + i, words.get(i));
        condition
            .append(i == 0 ? "" : " and ")
            .append(
                """
                s.id in (
                  select w.session_id
                  from session_word w
                  where w.organization_id = :organization and w.word = :word%d)\
                """
                    .formatted(i));
      }
      condition.append(")");
    }
    condition.append(")");
  }

  private void model(String value, UUID id) {
    add(
        ModelChoices.isCustom(value) ? "s.model_id = :model" : "s.base_model_id = :model",
        "model",
        id);
  }

  private void add(String clause, String name, Object value) {
    condition.append(" and ").append(clause);
    parameters.put(name, value);
  }

  private static Optional<OffsetDateTime> date(String text, int daysLater, ZoneId zone) {
    try {
      LocalDate day = LocalDate.parse(text);
      // Databases know no year beyond.
      LocalDate known = day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
      return Optional.of(known.plusDays(daysLater).atStartOfDay(zone).toOffsetDateTime());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  String condition() {
    return condition.toString();
  }

  StatementSpec bind(StatementSpec statement) {
    return statement.params(parameters);
  }
}
