package io.diction.dataset.file;

import io.diction.dataset.DatasetKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The numbers that clips are known by, which they keep when their dataset is validated again: who
 * has a page of clips open must not meet another one under the same number.
 */
@Repository
public class ClipNumbers {
  /** Numbers on the way to others; there are never so many clips. */
  private static final int ASIDE = 1 << 29;

  /** From what is the same clip for sure to what is it although it was edited. */
  private static final List<Function<Place, List<?>>> SAME =
      List.of(
          clip -> Arrays.asList(clip.file(), clip.startMs(), clip.durationMs(), clip.words()),
          clip -> Arrays.asList(clip.file(), clip.startMs(), clip.durationMs()),
          clip -> Arrays.asList(clip.file(), clip.startMs()));

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  ClipNumbers(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /**
   * A clip and what it is recognised by.
   *
   * @param file name of the recording
   * @param durationMs null: to its end
   */
  public record Place(
      int number, String file, long startMs, @Nullable Long durationMs, String words) {}

  public List<Place> list(DatasetKey dataset) {
    return dataset
        .in(
            jdbc,
            """
            select c.number, f.name, c.start_ms, c.duration_ms, c.words
            from dataset_clip c
            join dataset_file f on f.dataset_id = c.dataset_id and f.number = c.file_number
            where c.dataset_id = :owned
            order by c.number
            """)
        .query(
            (row, number) ->
                new Place(
                    row.getInt("number"),
                    row.getString("name"),
                    row.getLong("start_ms"),
                    row.getObject("duration_ms", Long.class),
                    row.getString("words")))
        .list();
  }

  /**
   * Gives clips that were made anew the numbers that they had.
   *
   * @param before as {@link #list} told it
   */
  public void restore(DatasetKey dataset, List<Place> before) {
    if (before.isEmpty()) {
      return;
    }
    Map<Integer, Integer> changes = numbers(before, list(dataset));
    changes.entrySet().removeIf(change -> change.getKey().equals(change.getValue()));
    if (changes.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        DatasetKey.owned(
            """
            update dataset_clip
            set number = :to
            where dataset_id = :owned and number = :from
            """),
        changes.entrySet().stream()
            .map(
                change ->
                    dataset
                        .parameters()
                        .addValue("from", change.getKey())
                        .addValue("to", ASIDE + change.getValue()))
            .toArray(MapSqlParameterSource[]::new));
    dataset
        .in(
            jdbc,
            """
            update dataset_clip
            set number = number - :aside
            where dataset_id = :owned and number > :aside
            """)
        .param("aside", ASIDE)
        .update();
  }

  /** Which number each of the clips gets; those that were not there before get new ones. */
  static Map<Integer, Integer> numbers(List<Place> before, List<Place> now) {
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    Set<Integer> free = new HashSet<>();
    before.forEach(clip -> free.add(clip.number()));
    for (Function<Place, List<?>> same : SAME) {
      Map<List<?>, Deque<Place>> byKey = new HashMap<>();
      for (Place clip : before) {
        if (free.contains(clip.number())) {
          byKey.computeIfAbsent(same.apply(clip), key -> new ArrayDeque<>()).add(clip);
        }
      }
      for (Place clip : open(now, numbers.keySet())) {
        Place was = byKey.getOrDefault(same.apply(clip), new ArrayDeque<>()).poll();
        if (was != null) {
          free.remove(was.number());
          numbers.put(clip.number(), was.number());
        }
      }
    }
    int last = before.stream().mapToInt(Place::number).max().orElse(0);
    for (Place clip : open(now, numbers.keySet())) {
      numbers.put(clip.number(), ++last);
    }
    return numbers;
  }

  private static List<Place> open(List<Place> clips, Collection<Integer> done) {
    List<Place> open = new ArrayList<>(clips);
    open.removeIf(clip -> done.contains(clip.number()));
    return open;
  }
}
