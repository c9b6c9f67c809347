package io.diction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Databases;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("postgres")
class AuditPostgresTest extends AuditTest {
  @Override
  DataSource database() {
    return Databases.postgres("audit");
  }

  @ParameterizedTest
  @CsvSource({
    "actor_key, name, audit_entry_by_actor_beginning",
    "action, deed, audit_entry_by_action_beginning",
    "object_key, model, audit_entry_by_object_beginning"
  })
  void findsWhatATextBeginsWithByAnIndex(String column, String word, String index) {
    JdbcClient jdbc = JdbcClient.create(Databases.postgres("audit"));
    jdbc.sql(
            """
            insert into audit_entry (id, organization_id, at, actor_name, actor_key, action,
                                     object_type, object_id, object_name, object_key)
            select gen_random_uuid(), gen_random_uuid(), now(), 'x', 'name ' || n, 'deed ' || n,
                   'model', gen_random_uuid(), 'x', 'model ' || n
            from generate_series(1, 20000) n
            """)
        .update();
    jdbc.sql("analyze audit_entry").update();

    assertThat(
            jdbc.sql(
                    "explain select id from audit_entry where %s like '%s 1234%%' order by at"
                        .formatted(column, word))
                .query(String.class)
                .list())
        .anySatisfy(line -> assertThat(line).contains(index));
  }
}
