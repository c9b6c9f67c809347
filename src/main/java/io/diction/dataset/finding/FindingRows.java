package io.diction.dataset.finding;

import io.diction.dataset.DatasetKey;
import io.diction.dataset.folder.FolderPath;
import io.diction.speech.Sha256;
import io.diction.web.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String INSERT =
      DatasetKey.owned(
          """
          insert into dataset_finding (dataset_id, number, severity, code, rule, file_name, line,
                                       place, arguments, times)
          values (:owned, :number, :severity, :code, :rule, :file, :line, :place, :arguments,
                  :times)
          """);
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

  public void replace(DatasetKey dataset, List<Finding> findings) {
    dataset.in(jdbc, "delete from dataset_finding where dataset_id = :owned").update();
    List<Finding> kept = KeptFindings.of(findings, MOST, MOST_OF_A_KIND);
    MapSqlParameterSource[] rows = new MapSqlParameterSource[kept.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = parameters(dataset, i + 1, kept.get(i));
    }
    insert(rows);
    count(dataset);
  }

  public void add(DatasetKey dataset, Finding finding) {
    insert(parameters(dataset, last(dataset) + 1, finding));
    count(dataset);
  }

  /**
   * Replaces the findings of some rules, whoever found the others.
   *
   * @param rules all that {@code findings} may be of
   */
  public void replace(DatasetKey dataset, Collection<String> rules, List<Finding> findings) {
    dataset
        .in(jdbc, "delete from dataset_finding where dataset_id = :owned and rule in (:rules)")
        .param("rules", rules)
        .update();
    int last =
        dataset
            .in(
                jdbc,
                "select coalesce(max(number), 0) from dataset_finding where dataset_id = :owned")
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

  public void remove(DatasetKey dataset, String rule) {
    int removed =
        dataset
            .in(jdbc, "delete from dataset_finding where dataset_id = :owned and rule = :rule")
            .param("rule", rule)
            .update();
    if (removed > 0) {
      count(dataset);
    }
  }

  public boolean has(DatasetKey dataset, String rule) {
    return dataset
        .in(
            jdbc,
            """
            select 1 from dataset_finding where dataset_id = :owned and rule = :rule limit 1
            """)
        .param("rule", rule)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Errors first, each kind in the order of the file. */
  public List<Finding> list(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from dataset_finding
            where dataset_id = :owned
            order by severity, number
            """
                .formatted(COLUMNS))
        .query(FindingRows::finding)
        .list();
  }

  /** The first of those about these files, errors first. */
  public List<Finding> ofFiles(DatasetKey dataset, Collection<String> files, int most) {
    return files.isEmpty()
        ? List.of()
        : dataset
            .in(
                jdbc,
                """
                select %s
                from dataset_finding
                where dataset_id = :owned and file_name in (:files)
                order by severity, number
                limit :most
                """
                    .formatted(COLUMNS))
            .param("files", files)
            .param("most", most)
            .query(FindingRows::finding)
            .list();
  }

  /** Those that are about no file of the report, but about all of it. */
  public List<Finding> ofTheWhole(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from dataset_finding f
            where f.dataset_id = :owned
              and not exists (select 1 from dataset_item i
                              where i.dataset_id = f.dataset_id and i.name = f.file_name)
            order by f.severity, f.number
            limit 200
            """
                .formatted(COLUMNS))
        .query(FindingRows::finding)
        .list();
  }

  /** An example of a rule. */
  public Optional<Finding> first(DatasetKey dataset, String rule) {
    return dataset
        .in(
            jdbc,
            """
            select %s
            from dataset_finding
            where dataset_id = :owned and rule = :rule
            order by number
            limit 1
            """
                .formatted(COLUMNS))
        .param("rule", rule)
        .query(FindingRows::finding)
        .optional();
  }

  public List<Finding> ofRule(DatasetKey dataset, String rule) {
    return list(dataset).stream().filter(finding -> finding.rule().equals(rule)).toList();
  }

  /** What the measures of recordings told, by file. */
  public Map<String, List<Finding>> ofRecordings(DatasetKey dataset) {
    return list(dataset).stream()
        .filter(finding -> OF_RECORDINGS.contains(finding.code()))
        .collect(Collectors.groupingBy(Finding::file));
  }

  /** What the check of these recordings found, instead of what an earlier one did. */
  public void replaceOfRecordings(DatasetKey dataset, List<String> files, List<Finding> found) {
    dataset
        .in(
            jdbc,
            """
            delete from dataset_finding
            where dataset_id = :owned and file_name in (:files) and code in (:codes)
            """)
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

  private int last(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select coalesce(max(number), 0)
            from dataset_finding
            where dataset_id = :owned
            """)
        .query(Integer.class)
        .single();
  }

  /** What is wrong most often, errors first. */
  public List<Group> groups(DatasetKey dataset, int most) {
    return dataset
        .in(
            jdbc,
            """
            select severity, code, rule, sum(times) as findings, count(distinct file_name) as files
            from dataset_finding
            where dataset_id = :owned
            group by severity, code, rule
            order by severity, findings desc, rule
            limit :most
            """)
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
    batches.batchUpdate(INSERT, rows);
  }

  private static MapSqlParameterSource parameters(DatasetKey dataset, int number, Finding finding) {
    return dataset
        .parameters()
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
  public void countByFile(DatasetKey dataset) {
    dataset
        .in(
            jdbc,
            """
            update dataset_item
            set error_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                               where f.dataset_id = dataset_item.dataset_id and f.file_name = dataset_item.name
                                 and f.severity = 'ERROR'),
                warning_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                                 where f.dataset_id = dataset_item.dataset_id and f.file_name = dataset_item.name
                                   and f.severity = 'WARNING')
            where dataset_id = :owned and severity <> 4
            """)
        .update();
    dataset
        .in(
            jdbc,
            """
            update dataset_item
            set severity = case when left_out then 3
                                when error_count > 0 then 0
                                when warning_count > 0 then 1
                                else 2 end
            where dataset_id = :owned and severity <> 4
            """)
        .update();
  }

  private void count(DatasetKey dataset) {
    dataset
        .in(
            jdbc,
            """
            update dataset
            set error_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                               where f.dataset_id = dataset.id and f.severity = 'ERROR'),
                warning_count = (select coalesce(sum(f.times), 0) from dataset_finding f
                                 where f.dataset_id = dataset.id and f.severity = 'WARNING')
            where id = :owned
            """)
        .update();
    countByFile(dataset);
  }
}
