package io.diction.dataset.statistics;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.word.Words;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Statistics, reckoned once for each state of the data. */
@Component
class KeptStatistics {
  private static final int MOST_KEPT = 100;

  /** A page must not take longer than somebody waits. */
  private static final long MOST_CHARACTERS = 50_000_000;

  private final StatisticsRows rows;
  private final Words words;
  private final Map<Key, Statistics> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Statistics> eldest) {
          return size() > MOST_KEPT;
        }
      };

  KeptStatistics(StatisticsRows rows, Words words) {
    this.rows = rows;
    this.words = words;
  }

  private record Key(DatasetId dataset, String sha256, String status, int clips, long revision) {}

  Statistics of(Dataset dataset, long revision) throws IOException {
    Key key =
        new Key(dataset.id(), dataset.sha256(), dataset.status().name(), dataset.clips(), revision);
    synchronized (kept) {
      Statistics known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    Statistics made = make(dataset);
    synchronized (kept) {
      kept.put(key, made);
    }
    return made;
  }

  private Statistics make(Dataset dataset) throws IOException {
    DatasetKey id = dataset.key();
    VocabularyGrowth growth = new VocabularyGrowth();
    long[] left = {MOST_CHARACTERS};
    if (!dataset.status().isUnderWay()) {
      words.read(
          dataset,
          text -> {
            left[0] -= text.length();
            if (left[0] > 0) {
              growth.add(text);
            }
          });
    }
    return new Statistics(
        rows.speakers(id), rows.rates(id), rows.lengths(id), growth.growth(), dataset.clips());
  }
}
