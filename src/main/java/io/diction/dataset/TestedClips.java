package io.diction.dataset;

import io.diction.dataset.HeldOut.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells which clips of a dataset a score was measured with. */
@Component
public class TestedClips {
  private final ScoredClips scored;

  TestedClips(ScoredClips scored) {
    this.scored = scored;
  }

  /** What is known of one dataset. */
  public static final class Known {
    private final Map<String, List<Span>> spans;

    private Known(List<Span> spans) {
      this.spans = spans.stream().collect(Collectors.groupingBy(Span::sha256));
    }

    /** Whether a part of a recording was in a test. */
    public boolean has(String sha256, long startMs, long endMs) {
      return spans.getOrDefault(sha256, List.of()).stream()
          .anyMatch(span -> span.startMs() < endMs && startMs < span.endMs());
    }
  }

  public Known of(DatasetKey dataset) {
    return new Known(scored.ofDataset(dataset));
  }
}
