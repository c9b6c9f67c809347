package io.diction.dataset.finding;

import io.diction.dataset.folder.FolderPath;
import io.diction.speech.Sha256;
import io.diction.web.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was found in datasets. Their rows carry the counts, which this keeps true. */
@Repository
public class FindingRows {
  /** Beyond these only the number is said. */
  public static final int MOST = 10_000;

  /** Of one rule in one file. */
  static final int MOST_OF_A_KIND = 100;

  /** Arguments are cleaned of control characters, so that this one never occurs in them. */
  private static final String SEPARATOR = "\n";

  private static final String COLUMNS =
      "severity, code, rule, file_name, line, place, arguments, times";
  private static final int LONGEST_NAME = 512;

  /** What the check of a recording by itself may find. */
  private static final List<String> OF_RECORDINGS =
      List.of(ErrorCode.INVALID_AUDIO_FORMAT.code(), ErrorCode.INTERNAL_ERROR.code());

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  public FindingRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Findings of one rule. */
  public record Group(boolean error, String code, String rule, int count, int files) {}

  public void replace(UUID dataset, List<Finding> findings) {
    jdbc.sql("delete from dataset_finding where dataset_id = :dataset")
        .param("dataset", dataset)
        .update();
    List<Finding> kept = KeptFindings.of(findings, MOST, MOST_OF_A_KIND);
    MapSqlParameterSource[] rows = new MapSqlParameterSource[kept.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = parameters(dataset, i + 1, kept.get(i));
    }
    insert(rows);
    count(dataset);
  }

  public void add(UUID dataset, Finding finding) {
    insert(parameters(dataset, last(dataset) + 1, finding));
    count(dataset);
  }

  /**
   * Replaces the findings of some rules, whoever found the others.
   *
   * @param rules all that {@code findings} may be of
   */
  public void replace(UUID dataset, Collection<String> rules, List<Finding> findings) {
    jdbc.sql("delete from dataset_finding where dataset_id = :dataset and rule in (:rules)")
        .param("dataset", dataset)
        .param("rules", rules)
        .update();
    int last =
        jdbc.sql("select coalesce(max(number), 0) from dataset_finding where dataset_id = :dataset")
            .param("dataset", dataset)
            .query(Integer.class)
            .single();
    List<Finding> kept = KeptFindings.of(findings, MOST, MOST_OF_A_KIND);
    MapSqlParameterSource[] rows = new MapSqlParameterSource[kept.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = parameters(dataset, last + i + 1, kept.get(i));
    }
    if (rows.length > 0) {
      insert(rows);
    }
    count(dataset);
  }

  public void remove(UUID dataset, String rule) {
    int removed =
        jdbc.sql("delete from dataset_finding where dataset_id = :dataset and rule = :rule")
            .param("dataset", dataset)
            .param("rule", rule)
            .update();
    if (removed > 0) {
      count(dataset);
    }
  }

  public boolean has(UUID dataset, String rule) {
    return jdbc.sql(
            """
            select 1 from dataset_finding where dataset_id = :dataset and rule = :rule limit 1
            """)
        .param("dataset", dataset)
        .param("rule", rule)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Errors first, each kind in the order of the file. */
  public List<Finding> list(UUID dataset) {
    return jdbc.sql(
            """
            select %s
            from dataset_finding
            where dataset_id = :dataset
            order by severity, number
            """
                .formatted(COLUMNS))
        .param("dataset", dataset)
        .query(FindingRows::finding)
        .list();
  }

  /** The first of those about these files, errors first. */
  public List<Finding> ofFiles(UUID dataset, Collection<String> files, int most) {
    return files.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                select %s
                from dataset_finding
                where dataset_id = :dataset and file_name in (:files)
                order by severity, number
                limit :most
                """
                    .formatted(COLUMNS))
            .param("dataset", dataset)
            .param("files", files)
            .param("most", most)
            .query(FindingRows::finding)
            .list();
  }

  /** Those that are about no file of the report, but about all of it. */
  public List<Finding> ofTheWhole(UUID dataset) {
    return jdbc.sql(
            """
            select %s
            from dataset_finding f
            where f.dataset_id = :dataset
              and not exists (select 1 from dataset_item i
                              where i.dataset_id = :dataset and i.name = f.file_name)
            order by f.severity, f.number
            limit 200
            """
                .formatted(COLUMNS))
        .param("dataset", dataset)
        .query(FindingRows::finding)
        .list();
  }

  /** An example of a rule. */
  public Optional<Finding> first(UUID dataset, String rule) {
    return jdbc.sql(
            """
            select %s
            from dataset_finding
            where dataset_id = :dataset and rule = :rule
            order by number
            limit 1
            """
                .formatted(COLUMNS))
        .param("dataset", dataset)
        .param("rule", rule)
        .query(FindingRows::finding)
        .optional();
  }

  public List<Finding> ofRule(UUID dataset, String rule) {
    return list(dataset).stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  /** What the measures of recordings told, by file. */
  public Map<String, List<Finding>> ofRecordings(UUID dataset) {
    return list(dataset).stream()
        .filter(finding -> OF_RECORDINGS.contains(finding.code()))
        .collect(Collectors.groupingBy(Finding::file));
  }

  /** What the check of these recordings found, instead of what an earlier one did. */
  public void replaceOfRecordings(UUID dataset, List<String> files, List<Finding> found) {
    jdbc.sql(
            """
            delete from dataset_finding
            where dataset_id = :dataset and file_name in (:files) and code in (:codes)
            """)
        .param("dataset", dataset)
        .param("files", files)
        .param("codes", OF_RECORDINGS)
        .update();
    int number = last(dataset);
    MapSqlParameterSource[] rows = new MapSqlParameterSource[found.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = parameters(dataset, ++number, found.get(i));
    }
    insert(rows);
  }

  private int last(UUID dataset) {
    return jdbc.sql(
            """
            select coalesce(max(number), 0)
            from dataset_finding
            where dataset_id = :dataset
            """)
        .param("dataset", dataset)
        .query(Integer.class)
        .single();
  }

  /** What is wrong most often, errors first. */
  public List<Group> groups(UUID dataset, int most) {
    return jdbc.sql(
            """
            select severity, code, rule, sum(times) as findings, count(distinct file_name) as files
            from dataset_finding
            where dataset_id = :dataset
            group by severity, code, rule
            order by severity, findings desc, rule
            limit :most
            """)
        .param("dataset", dataset)
        .param("most", most)
        .query(
            (row, number) ->
                new Group(
                    row.getString("severity").equals("ERROR"),
                    row.getString("code"),
                    row.getString("rule"),
                    row.getInt("findings"),
                    row.getInt("files")))
        .list();
  }

  private static Finding finding(ResultSet row, int number) throws SQLException {
    return new Finding(
        row.getString("severity").equals("ERROR"),
        row.getString("code"),
        row.getString("rule"),
        row.getString("file_name"),
        row.getInt("line"),
        row.getInt("place"),
        arguments(row.getString("arguments")),
        row.getInt("times"));
  }

  private static List<String> arguments(String stored) {
    return stored.isEmpty() ? List.of() : List.of(stored.split(SEPARATOR, -1));
  }

  private void insert(MapSqlParameterSource... rows) {
    batches.batchUpdate(
        """
        insert into dataset_finding (dataset_id, number, severity, code, rule, file_name, line,
                                     place, arguments, times)
        values (:dataset, :number, :severity, :code, :rule, :file, :line, :place, :arguments,
                :times)
        """,
        rows);
  }

  private static MapSqlParameterSource parameters(UUID dataset, int number, Finding finding) {
    return new MapSqlParameterSource("dataset", dataset)
        .addValue("number", number)
        .addValue("severity", finding.error() ? "ERROR" : "WARNING")
        .addValue("code", finding.code())
        .addValue("rule", finding.rule())
        .addValue("file", fileName(finding.file()))
        .addValue("line", finding.line())
        .addValue("place", finding.column())
        .addValue("times", finding.times())
        .addValue(
            "arguments",
            String.join(
                SEPARATOR,
                finding.arguments().stream().map(a -> a.replaceAll("\\p{Cntrl}", " ")).toList()));
  }

  /** With its folders where they fit: names alone may occur in several. */
  public static String fileName(String raw) {
    String path = FolderPath.of(raw).toString();
    return path.length() <= LONGEST_NAME ? path : shortened(path);
  }

  /** What is left out of it still tells it apart from others that end alike. */
  private static String shortened(String path) {
    String end = new FileName(path).display();
    String mark = new Sha256().add(path).hex().substring(0, 8);
    return mark + "…/" + end.substring(Math.max(0, end.length() - LONGEST_NAME / 2));
  }

  /** Brings the counts of files up to date. */
  public void countByFile(UUID dataset) {
    jdbc.sql(
            """
            update dataset_item
            set error_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                               where f.dataset_id = :dataset and f.file_name = dataset_item.name
                                 and f.severity = 'ERROR'),
                warning_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                                 where f.dataset_id = :dataset and f.file_name = dataset_item.name
                                   and f.severity = 'WARNING')
            where dataset_id = :dataset and severity <> 4
            """)
        .param("dataset", dataset)
        .update();
    jdbc.sql(
            """
            update dataset_item
            set severity = case when left_out then 3
                                when error_count > 0 then 0
                                when warning_count > 0 then 1
                                else 2 end
            where dataset_id = :dataset and severity <> 4
            """)
        .param("dataset", dataset)
        .update();
  }

  private void count(UUID dataset) {
    jdbc.sql(
            """
            update dataset
            set error_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                               where f.dataset_id = :dataset and f.severity = 'ERROR'),
                warning_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                                 where f.dataset_id = :dataset and f.severity = 'WARNING')
            where id = :dataset
            """)
        .param("dataset", dataset)
        .update();
    countByFile(dataset);
  }
}
