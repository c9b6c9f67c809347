package io.diction.evaluation.utterance;

import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.evaluation.utterance.Utterances.Comment;
import io.diction.evaluation.utterance.Utterances.Neighbours;
import io.diction.identity.UserId;
import io.diction.speech.evaluate.ScoringText;
import io.diction.web.GridQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Finds utterances of a test, and what is written about them. */
@Repository
class UtteranceQueries {
  /** What an utterance can have wrong with it, as the form sends it. */
  enum Fault {
    WRONG("h.substitutions + h.deletions + h.insertions > 0"),
    RIGHT("h.substitutions + h.deletions + h.insertions = 0"),
    SUBSTITUTION("h.substitutions > 0"),
    DELETION("h.deletions > 0"),
    INSERTION("h.insertions > 0"),
    UNREADABLE("u.state = 'UNREADABLE'");

    private final String condition;

    Fault(String condition) {
      this.condition = condition;
    }
  }

  /** Said and heard as they are compared, with two spaces between words and one at the ends. */
  private static final String SAID =
      """
      (' ' || replace(substring(h.compared from 1 for position(chr(10) in h.compared) - 1),
                      ' ', '  ') || ' ')
      """;

  private static final String HEARD =
      """
      (' ' || replace(substring(h.compared from position(chr(10) in h.compared) + 1),
                      ' ', '  ') || ' ')
      """;

  /** What became of a term: in an utterance, as far as how often it is there tells. */
  enum Outcome {
    MISSED(often(SAID) + " > " + often(HEARD)),
    FALSE(often(SAID) + " < " + often(HEARD)),
    RIGHT(often(SAID) + " > 0 and " + often(HEARD) + " > 0");

    private final String condition;

    Outcome(String condition) {
      this.condition = condition;
    }

    /** Times its length, which takes no division. */
    private static String often(String text) {
      return "length(%1$s) - length(replace(%1$s, :spaced, ''))".formatted(text);
    }
  }

  private enum Order {
    RATE(
        """
        1.0 * (h.substitutions + h.deletions + h.insertions)
          / greatest(1, h.reference_words) desc nulls last, u.number
        """),
    NUMBER("u.number"),
    SPEAKER("u.speaker, u.number"),
    LENGTH("u.length_ms desc nulls last, u.number"),
    NOISE("u.snr nulls last, u.number");

    private final String by;

    Order(String by) {
      this.by = by;
    }
  }

  private static final String FROM =
      """
      from test_utterance u
      left join test_hypothesis h
        on h.run_id = u.run_id and h.utterance = u.number and h.position = :subject
      where u.run_id = :run
        and (:speaker = '' or u.speaker = :speaker)
        and (:words = '' or lower(u.reference) like :like escape '!'
             or exists (select 1 from test_hypothesis o
                        where o.run_id = u.run_id and o.utterance = u.number
                          and (lower(o.said) like :like escape '!'
                               or o.compared like :like escape '!')))
        and (:term = '' or :outcome <> ''
             or exists (select 1 from test_hypothesis t
                        where t.run_id = u.run_id and t.utterance = u.number
                          and ' ' || replace(t.compared, chr(10), ' ' || chr(10) || ' ') || ' '
                              like :whole escape '!'))
        and (:fault = '' or %s)
        and (:outcome = '' or %s)
      """;

  private final JdbcClient jdbc;

  UtteranceQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is looked for.
   *
   * @param subject whose errors count
   * @param fault empty for any
   * @param words that were said or heard, in a row; parts of words will do
   * @param term whole words that were said or heard, in a row, as they are compared
   * @param outcome what became of the term with the subject; empty for any
   */
  record Wanted(
      int subject,
      String fault,
      String words,
      String term,
      String outcome,
      String speaker,
      String sort) {
    static Wanted of(int subject, GridQuery query) {
      String term = String.join(" ", ScoringText.words(query.filter("term")));
      return new Wanted(
          subject,
          known(query.filter("fault")),
          query.filter("words").toLowerCase(Locale.ROOT),
          term,
          term.isEmpty() ? "" : outcome(query.filter("outcome")),
          query.filter("speaker"),
          query.sort());
    }

    private static String outcome(String wanted) {
      return Stream.of(Outcome.values())
          .map(Outcome::name)
          .filter(wanted::equalsIgnoreCase)
          .findFirst()
          .orElse("");
    }

    private static String known(String fault) {
      for (Fault one : Fault.values()) {
        if (one.name().equalsIgnoreCase(fault)) {
          return one.name();
        }
      }
      return "";
    }

    private String condition() {
      return fault.isEmpty() ? "1 = 1" : Fault.valueOf(fault).condition;
    }

    private String became() {
      return outcome.isEmpty() ? "1 = 1" : Outcome.valueOf(outcome).condition;
    }

    private String from() {
      return FROM.formatted(condition(), became());
    }

    private String order() {
      return Order.valueOf(sort.toUpperCase(Locale.ROOT)).by;
    }

    private String like() {
      return "%" + escaped(words) + "%";
    }

    private String whole() {
      return "% " + escaped(term) + " %";
    }

    private static String escaped(String text) {
      return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
  }

  long count(UUID run, Wanted wanted) {
    return bind(jdbc.sql("select count(*)\n" + wanted.from()), run, wanted)
        .query(Long.class)
        .single();
  }

  List<TestUtterance> page(UUID run, Wanted wanted, int size, long offset) {
    return bind(
            jdbc.sql(
                "select %s\n%sorder by %s\nlimit :size offset :offset"
                    .formatted(UtteranceRows.COLUMNS, wanted.from(), wanted.order())),
            run,
            wanted)
        .param("size", size)
        .param("offset", offset)
        .query(TestUtterance.class)
        .list();
  }

  /** Empty if the utterance is not among those looked for. */
  Optional<Neighbours> neighbours(UUID run, Wanted wanted, int number) {
    return bind(
            jdbc.sql(
                """
                select one.before, one.after
                from (select u.number,
                             lag(u.number) over (order by %1$s) as before,
                             lead(u.number) over (order by %1$s) as after
                      %2$s) one
                where one.number = :number
                """
                    .formatted(wanted.order(), wanted.from())),
            run,
            wanted)
        .param("number", number)
        .query(Neighbours.class)
        .optional();
  }

  private static StatementSpec bind(StatementSpec statement, UUID run, Wanted wanted) {
    StatementSpec bound =
        wanted.outcome().isEmpty()
            ? statement
            : statement.param("spaced", " " + wanted.term().replace(" ", "  ") + " ");
    return bound
        .param("run", run)
        .param("subject", wanted.subject())
        .param("speaker", wanted.speaker())
        .param("words", wanted.words())
        .param("like", wanted.like())
        .param("term", wanted.term())
        .param("whole", wanted.whole())
        .param("outcome", wanted.outcome())
        .param("fault", wanted.fault());
  }

  Map<Integer, Integer> commentCounts(UUID run, Collection<Integer> utterances) {
    Map<Integer, Integer> counts = new HashMap<>();
    if (!utterances.isEmpty()) {
      jdbc.sql(
              """
              select utterance, count(*) as comments
              from test_comment
              where run_id = :run and utterance in (:utterances)
              group by utterance
              """)
          .param("run", run)
          .param("utterances", utterances)
          .query(
              row -> {
                counts.put(row.getInt("utterance"), row.getInt("comments"));
              });
    }
    return counts;
  }

  List<Comment> comments(UUID run, int utterance) {
    return jdbc.sql(
            """
            select id, by_name as byName, text, created_at as createdAt
            from test_comment
            where run_id = :run and utterance = :utterance
            order by created_at, id
            """)
        .param("run", run)
        .param("utterance", utterance)
        .query(Comment.class)
        .list();
  }

  void addComment(UUID run, int utterance, UserId by, Comment comment) {
    jdbc.sql(
            """
            insert into test_comment (id, run_id, utterance, by_user, by_name, text, created_at)
            values (:id, :run, :utterance, :by, :byName, :text, :createdAt)
            """)
        .param("id", comment.id())
        .param("run", run)
        .param("utterance", utterance)
        .param("by", by.value())
        .param("byName", comment.byName())
        .param("text", comment.text())
        .param("createdAt", comment.createdAt())
        .update();
  }
}
