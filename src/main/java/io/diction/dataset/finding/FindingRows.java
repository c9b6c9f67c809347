package io.diction.dataset.finding;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was found in datasets. Their rows carry the counts, which this keeps true. */
@Repository
public class FindingRows {
  /** Beyond these only the number is said. */
  public static final int MOST = 1000;

  /** Arguments are cleaned of control characters, so that this one never occurs in them. */
  private static final String SEPARATOR = "\n";

  private final JdbcClient jdbc;

  public FindingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void replace(UUID dataset, List<Finding> findings) {
    jdbc.sql("delete from dataset_finding where dataset_id = :dataset")
        .param("dataset", dataset)
        .update();
    int number = 1;
    for (Finding finding : findings) {
      if (number > MOST) {
        break;
      }
      insert(dataset, number++, finding);
    }
    count(dataset);
  }

  public void add(UUID dataset, Finding finding) {
    int number =
        jdbc.sql(
                """
                select coalesce(max(number), 0) + 1
                from dataset_finding
                where dataset_id = :dataset
                """)
            .param("dataset", dataset)
            .query(Integer.class)
            .single();
    insert(dataset, number, finding);
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
            select severity, code, rule, file_name, line, place, arguments
            from dataset_finding
            where dataset_id = :dataset
            order by severity, number
            """)
        .param("dataset", dataset)
        .query(
            (row, number) ->
                new Finding(
                    row.getString("severity").equals("ERROR"),
                    row.getString("code"),
                    row.getString("rule"),
                    row.getString("file_name"),
                    row.getInt("line"),
                    row.getInt("place"),
                    arguments(row.getString("arguments"))))
        .list();
  }

  private static List<String> arguments(String stored) {
    return stored.isEmpty() ? List.of() : List.of(stored.split(SEPARATOR, -1));
  }

  private void insert(UUID dataset, int number, Finding finding) {
    jdbc.sql(
            """
            insert into dataset_finding (dataset_id, number, severity, code, rule, file_name, line,
                                         place, arguments)
            values (:dataset, :number, :severity, :code, :rule, :file, :line, :place, :arguments)
            """)
        .param("dataset", dataset)
        .param("number", number)
        .param("severity", finding.error() ? "ERROR" : "WARNING")
        .param("code", finding.code())
        .param("rule", finding.rule())
        .param("file", new FileName(finding.file()).display())
        .param("line", finding.line())
        .param("place", finding.column())
        .param(
            "arguments",
            String.join(
                SEPARATOR,
                finding.arguments().stream().map(a -> a.replaceAll("\\p{Cntrl}", " ")).toList()))
        .update();
  }

  private void count(UUID dataset) {
    jdbc.sql(
            """
            update dataset
            set error_count = (select count(*) from dataset_finding f
                               where f.dataset_id = :dataset and f.severity = 'ERROR'),
                warning_count = (select count(*) from dataset_finding f
                                 where f.dataset_id = :dataset and f.severity = 'WARNING')
            where id = :dataset
            """)
        .param("dataset", dataset)
        .update();
  }
}
