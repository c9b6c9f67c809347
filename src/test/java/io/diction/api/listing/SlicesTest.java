package io.diction.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.api.answer.ApiError;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Filters as databases understand them. */
class SlicesTest {
  private static final Fields FIELDS =
      Fields.none()
          .text("name", "t.name")
          .text("description", "t.description")
          .time("at", "t.at")
          .constant(
              "status",
              "case when t.state = 1 then 'Running' else 'Succeeded' end",
              Set.of("NotStarted", "Running", "Succeeded", "Failed"));

  @DataTest
  @Import(Slices.class)
  abstract static class Cases {
    @Autowired private JdbcClient jdbc;
    @Autowired private Slices slices;

    @BeforeEach
    void fill() {
      jdbc.sql(
              """
              create table if not exists things (
                name varchar(50) not null, description varchar(50),
                at timestamp(6) with time zone not null, state integer not null)
              """)
          .update();
      // A table that was made outlives the rollback on one of the databases.
      jdbc.sql("delete from things").update();
      add("a", "first", "2025-03-01T09:30:00.000001Z", 1);
      add("b", null, "2025-03-01T09:30:00.999999Z", 2);
      add("it's", "First", "2025-03-01T09:30:01Z", 1);
      add("100% ü", "", "2025-03-01T09:30:02Z", 2);
    }

    private void add(String name, @Nullable String description, String at, int state) {
      jdbc.sql("insert into things values (:name, :description, :at, :state)")
          .param("name", name)
          .param("description", description)
          .param("at", OffsetDateTime.parse(at))
          .param("state", state)
          .update();
    }

    private Slice<String> read(@Nullable String filter, int skip, int top) {
      return slices.read(
          "select t.name from things t where t.state < :most and %s order by t.at",
          Map.of("most", 10),
          FIELDS,
          new ListQuery("/things", skip, top, filter, Map.of()),
          (row, number) -> row.getString(1));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        quoteCharacter = '"',
        value = {
          "name eq 'a';a",
          "name eq 'A';",
          "name eq 'it''s';it's",
          "name eq '100% ü';100% ü",
          "name eq 'x'' or 1=1 --';",
          "description eq 'first';a",
          "description ne 'first';b,it's,100% ü",
          "not description eq 'first';b,it's,100% ü",
          "not (not description eq 'first');a",
          "description eq '';100% ü",
          "at eq 2025-03-01T09:30:00Z;a,b",
          "at ne 2025-03-01T09:30:00Z;it's,100% ü",
          "at gt 2025-03-01T09:30:00Z;it's,100% ü",
          "at ge 2025-03-01T09:30:00Z;a,b,it's,100% ü",
          "at lt 2025-03-01T09:30:01Z;a,b",
          "at le 2025-03-01T09:30:01Z;a,b,it's",
          "at ge 2025-03-01T09:30:00.5Z;it's,100% ü",
          "at lt 2025-03-01T09:30:00.5Z;a,b",
          "at eq 2025-03-01T09:30:00.5Z;",
          "at ne 2025-03-01T09:30:00.5Z;a,b,it's,100% ü",
          "at eq 2025-03-01T10:30:01+01:00;it's",
          "at gt 2025-03-01t09:30:01z;100% ü",
          "status eq 'running';a,it's",
          "status ne 'Running';b,100% ü",
          "status eq 'Failed';",
          "status eq 'Running' or name eq 'b';a,b,it's",
          "status eq 'Running' and not name eq 'a';it's",
          "(status eq 'Running' or name eq 'b') and at lt 2025-03-01T09:30:01Z;a,b"
        })
    void find(String filter, @Nullable String names) {
      assertThat(String.join(",", read(filter, 0, 100).rows()))
          .isEqualTo(names == null ? "" : names);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "size eq '1'",
          "t.name eq 'a'",
          "name gt 'a'",
          "status lt 'Running'",
          "status eq 'Sleeping'",
          "name eq a",
          "at eq '2025-03-01T09:30:00Z'",
          "at gt yesterday",
          "at gt 2025-02-30T09:30:00Z",
          "at gt +999999999-01-01T00:00:00Z",
          "name eq '\u0000'"
        })
    void refuse(String filter) {
      assertThatThrownBy(() -> read(filter, 0, 100)).isInstanceOf(ApiError.class);
    }

    @Test
    void cutPagesAndSayWhetherThereIsMore() {
      assertThat(read(null, 0, 3)).isEqualTo(new Slice<>(List.of("a", "b", "it's"), true));
      assertThat(read(null, 3, 3)).isEqualTo(new Slice<>(List.of("100% ü"), false));
      assertThat(read(null, 0, 4).more()).isFalse();
      assertThat(read(null, 4, 4)).isEqualTo(new Slice<>(List.of(), false));
      assertThat(read(null, Integer.MAX_VALUE, 1000).rows()).isEmpty();
      assertThat(read("status eq 'Running'", 1, 1)).isEqualTo(new Slice<>(List.of("it's"), false));
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
