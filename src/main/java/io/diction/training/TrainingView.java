package io.diction.training;

import io.diction.catalog.BaseModel;
import io.diction.custommodel.ModelView;
import io.diction.training.run.Part;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunResult;
import io.diction.training.run.Score;
import io.diction.web.Languages;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The training tab of a model.
 *
 * @param latest the training asked for last, null before the first
 */
record TrainingView(ModelView model, @Nullable Latest latest) {
  /** Whether there is a training that can be called off. */
  public boolean isUnderWay() {
    return latest != null && latest.phase().isUnderWay();
  }

  /** One row of the table of word errors. */
  record ScoreLine(String key, Score score) {
    public String percent() {
      return Score.percent(score.rate());
    }
  }

  /** Base and custom model, when they were measured. */
  public List<ScoreLine> scores() {
    RunResult result = latest == null ? null : latest.run().result();
    return result == null || result.base() == null || result.custom() == null
        ? List.of()
        : List.of(new ScoreLine("base", result.base()), new ScoreLine("custom", result.custom()));
  }

  /** A row of the table of what each kind of data brought. */
  record PartLine(Part part) {
    public String key() {
      return part.kind().key();
    }

    public boolean isAudio() {
      return switch (part.kind()) {
        case TEXT, TEXT_HEARD, WORDS -> false;
        case TRANSCRIBED_AUDIO, AUDIO_ALONE, LANGUAGE_WEIGHT -> true;
      };
    }

    public double amount() {
      return part.amount();
    }

    public long words() {
      return Math.round(part.amount());
    }

    public String share() {
      return part.shownShare();
    }

    public String gain() {
      return part.gain();
    }

    public String verdict() {
      return part.verdict().key();
    }
  }

  /** What each kind of data brought; empty before the end of the training. */
  public List<PartLine> parts() {
    RunResult result = latest == null ? null : latest.run().result();
    return result == null || result.parts() == null
        ? List.of()
        : result.parts().stream().map(PartLine::new).toList();
  }

  public String perplexity() {
    RunResult result = latest == null ? null : latest.run().result();
    return result == null || result.perplexity() == null
        ? ""
        : String.format(Languages.current(), "%.1f", result.perplexity());
  }

  /** How a training stands. */
  enum Phase {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** As in message keys and addresses. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean isUnderWay() {
      return this == QUEUED || this == RUNNING;
    }
  }

  /**
   * A stage as shown.
   *
   * @param percent of it that is done; null where it is not under way
   */
  record StageLine(String key, Mark mark, double seconds, @Nullable Integer percent) {}

  /** Where a stage stands. */
  enum Mark {
    DONE("done", "check-circle-fill"),
    NOW("now", "arrow-clockwise"),
    WAIT("wait", "circle"),
    FAILED("failed", "x-circle-fill"),
    STOPPED("wait", "dash-circle");

    private final String style;
    private final String icon;

    Mark(String style, String icon) {
      this.style = style;
      this.icon = icon;
    }

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String style() {
      return style;
    }

    public String icon() {
      return icon;
    }
  }

  /**
   * The latest training.
   *
   * @param place in the queue, from 1
   * @param percent done, never 100 before the end
   * @param leftSeconds null while nothing can be said
   * @param cancelling somebody called it off and it has not stopped yet
   */
  record Latest(
      RecordedRun run,
      BaseModel base,
      Phase phase,
      int place,
      double fraction,
      int percent,
      double elapsedSeconds,
      @Nullable Double leftSeconds,
      boolean cancelling,
      List<StageLine> stages) {
    Latest {
      stages = List.copyOf(stages);
    }
  }

  /** A training before the latest. */
  record Earlier(RecordedRun run, double seconds) {
    /** Word error rates before and after, empty when they were not measured. */
    public String rates() {
      RunResult result = run.result();
      return result == null || result.base() == null || result.custom() == null
          ? "–"
          : Score.percent(result.base().rate()) + " → " + Score.percent(result.custom().rate());
    }
  }
}
