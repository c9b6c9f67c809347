package io.diction.api.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFilterTest {
  private record Row(String name, OffsetDateTime at) {
    static Row of(String name, int day) {
      return new Row(name, OffsetDateTime.parse("2025-03-0%dT09:30:00Z".formatted(day)));
    }
  }

  private static final List<Row> ROWS =
      List.of(Row.of("a", 1), Row.of("b", 3), Row.of("c", 2), Row.of("d", 3), Row.of("e", 3));

  private static final RowFilter<Row> FILTER =
      RowFilter.<Row>none().text("name", Row::name).time("createdDateTime", Row::at);

  private static Slice<Row> slice(int skip, int top, @Nullable String filter) {
    return FILTER.slice(ROWS, new ListQuery("/files", skip, top, filter, Map.of()));
  }

  @Test
  void listsTheNewestFirstInAnOrderThatStays() {
    assertThat(slice(0, 3, null).rows()).extracting(Row::name).containsExactly("b", "d", "e");
    assertThat(slice(0, 3, null).more()).isTrue();
    assertThat(slice(3, 3, null).rows()).extracting(Row::name).containsExactly("c", "a");
    assertThat(slice(0, 9, "name ne 'd' and createdDateTime gt 2025-03-02T00:00:00Z").rows())
        .extracting(Row::name)
        .containsExactly("b", "e", "c");
  }
}
