package io.diction.customspeech;

import io.diction.custommodel.CustomModelId;
import io.diction.project.ProjectId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is, or may be, in a project.
 *
 * @param id by which the API knows it; of a model the job that makes it
 * @param detail the kind of a dataset, the base model of a model, the model of an endpoint; empty
 *     where there is nothing to say
 * @param number of a version; 0 of anything else, and before it is made
 * @param project null where it is in none
 * @param model the custom model that it belongs to, where it has a page; null without
 * @param connected whether it is in the project by itself, and not by its model
 * @param expiresAt until when a model recognises; null of anything else, and before it is made
 */
record SpeechMember(
    UUID id,
    String name,
    String detail,
    int number,
    State state,
    String locale,
    @Nullable ProjectId project,
    @Nullable CustomModelId model,
    boolean connected,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime expiresAt) {

  /** Where it stands. */
  enum State {
    WAITING("zinc", "hourglass-split"),
    REVIEW("amber", "eye"),
    RUNNING("sky", "arrow-clockwise"),
    DONE("emerald", "check-circle"),
    FAILED("red", "x-circle");

    private final String colour;
    private final String icon;

    State(String colour, String icon) {
      this.colour = colour;
      this.icon = icon;
    }

    public String colour() {
      return colour;
    }

    public String icon() {
      return icon;
    }
  }

  /** Whether it changes without anyone's doing. */
  boolean isUnderWay() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** Where it is shown, of a member that has a {@link #model}: a test by itself, the model else. */
  public String place(SpeechTab tab) {
    String base = "/custom-models/" + model;
    return switch (tab) {
      case DATASETS -> base + "/datasets/" + id;
      case MODELS, ENDPOINTS -> base;
      case TESTS -> base + "/tests/" + id;
    };
  }

  public boolean isDone() {
    return state == State.DONE;
  }
}
