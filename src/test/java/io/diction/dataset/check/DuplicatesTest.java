package io.diction.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diction.dataset.file.CheckedRows.Recording;
import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Coding;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Identity;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.file.Item.Sound;
import io.diction.dataset.finding.Finding;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioPrint;
import io.diction.speech.audio.AudioPrints;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final Progress STOPPED =
      new Progress() {
        @Override
        public void report(double fraction, String message) {}

        @Override
        public boolean isCancelled() {
          return true;
        }
      };

  private static AudioPrint print(int seed) {
    return new AudioPrint(new Random(seed).ints(100).toArray());
  }

  private static Item item(String name, String samples, int seed, boolean out) {
    Heard heard =
        new Heard(
            3_000,
            new Coding("wav", "pcm_s16le", 16_000, 1, 16, 16),
            new Sound(8_000, -20.0, 0.5, 0, 40, 0.1, 0.9),
            new Identity(samples, print(seed)));
    return new Item(name, Kind.AUDIO, 100, heard, null, out);
  }

  private static Recording elsewhere(String dataset, String file, String samples, int seed) {
    return new Recording(dataset, file, 3_000, samples, print(seed));
  }

  @Test
  void tellsTheLaterOfTheEarlierHereAndElsewhere() {
    Duplicates duplicates =
        new Duplicates(
            List.of(
                item("a.wav", "aa", 1, false),
                item("a.mp3", "ab", 1, false),
                item("b.wav", "bb", 2, false),
                item("c.wav", "cc", 3, false),
                item("d.wav", "dd", 4, true),
                item("e.wav", "dd", 4, false)));
    duplicates.addElsewhere(elsewhere("ward.zip", "old/b.flac", "bb", 20));
    duplicates.addElsewhere(elsewhere("c.wav", "c.wav", "other", 3));

    assertThat(duplicates.findings("day.zip", Progress.NONE))
        .extracting(Finding::rule, Finding::file, Finding::arguments)
        .containsExactly(
            tuple("duplicate_audio", "a.mp3", List.of("a.wav")),
            tuple("duplicate_audio", "b.wav", List.of("ward.zip: old/b.flac")),
            tuple("duplicate_audio", "c.wav", List.of("c.wav")));
  }

  @Test
  void saysWhereNotAllCouldBeCompared() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      items.add(item(i + ".wav", "s" + i, i, false));
    }
    items.add(item("again.wav", "s39", 1_000, false));

    List<Finding> found =
        new Duplicates(items, new AudioPrints(1_000)).findings("day.zip", Progress.NONE);

    assertThat(found).extracting(Finding::rule).contains("duplicates_not_all");
    assertThat(found).extracting(Finding::file).contains("again.wav", "day.zip");
  }

  @Test
  void stopsWhenItIsToldTo() {
    Duplicates duplicates = new Duplicates(List.of(item("a.wav", "aa", 1, false)));

    assertThatThrownBy(() -> duplicates.findings("a.wav", STOPPED))
        .isInstanceOf(CancelledException.class);
  }
}
