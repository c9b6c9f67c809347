package io.diction.dataset;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was found in datasets. Their rows carry the counts, which this keeps true. */
@Repository
class FindingRows {
  /** Beyond these only the number is said. */
  static final int MOST = 1000;

  /** Arguments are cleaned of control characters, so that this one never occurs in them. */
  private static final String SEPARATOR = "\n";

  private final JdbcClient jdbc;

  FindingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void replace(DatasetId dataset, List<Finding> findings) {
    jdbc.sql("delete from dataset_finding where dataset_id = :dataset")
        .param("dataset", dataset.value())
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

  void add(DatasetId dataset, Finding finding) {
    int number =
        jdbc.sql(
                """
                select coalesce(max(number), 0) + 1
                from dataset_finding
                where dataset_id = :dataset
                """)
            .param("dataset", dataset.value())
            .query(Integer.class)
            .single();
    insert(dataset, number, finding);
    count(dataset);
  }

  void remove(DatasetId dataset, String rule) {
    int removed =
        jdbc.sql("delete from dataset_finding where dataset_id = :dataset and rule = :rule")
            .param("dataset", dataset.value())
            .param("rule", rule)
            .update();
    if (removed > 0) {
      count(dataset);
    }
  }

  boolean has(DatasetId dataset, String rule) {
    return jdbc.sql(
            """
            select 1 from dataset_finding where dataset_id = :dataset and rule = :rule limit 1
            """)
        .param("dataset", dataset.value())
        .param("rule", rule)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Errors first, each kind in the order of the file. */
  List<Finding> list(DatasetId dataset) {
    return jdbc.sql(
            """
            select severity, code, rule, file_name, line, place, arguments
            from dataset_finding
            where dataset_id = :dataset
            order by severity, number
            """)
        .param("dataset", dataset.value())
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

  private void insert(DatasetId dataset, int number, Finding finding) {
    jdbc.sql(
            """
            insert into dataset_finding (dataset_id, number, severity, code, rule, file_name, line,
                                         place, arguments)
            values (:dataset, :number, :severity, :code, :rule, :file, :line, :place, :arguments)
            """)
        .param("dataset", dataset.value())
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

  private void count(DatasetId dataset) {
    jdbc.sql(
            """
            update dataset
            set error_count = (select count(*) from dataset_finding f
                               where f.dataset_id = :dataset and f.severity = 'ERROR'),
                warning_count = (select count(*) from dataset_finding f
                                 where f.dataset_id = :dataset and f.severity = 'WARNING')
            where id = :dataset
            """)
        .param("dataset", dataset.value())
        .update();
  }
}
