package io.diction.dataset.check;

import io.diction.dataset.file.CheckedRows.Known;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Remembers which recordings of a dataset are checked, so that a check that was killed goes on
 * where it was. For one thread.
 */
public interface Journal {
  /** Remembers nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public Map<String, Known> known() {
          return Map.of();
        }

        @Override
        public Map<String, Integer> begin(Map<String, Long> recordings) {
          return Map.of();
        }

        @Override
        public void write(List<Known> ended, Collection<String> begun) {}

        @Override
        public void stopped(Collection<String> begun) {}
      };

  /** Recordings that need not be decoded again, by name. */
  Map<String, Known> known();

  /**
   * All that are to be checked, with their sizes.
   *
   * @return how often a check of each began before and took everything down with it
   */
  Map<String, Integer> begin(Map<String, Long> recordings);

  /** Keeps what came of some, and that the check of others begins now. */
  void write(List<Known> ended, Collection<String> begun);

  /** The check of these was stopped, which is not their fault. */
  void stopped(Collection<String> begun);
}
