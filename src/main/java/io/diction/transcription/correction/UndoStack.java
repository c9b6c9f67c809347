package io.diction.transcription.correction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What one person can undo and do again. Of a passage that somebody else went on with that is
 * nothing until the other has undone it too; other passages wait for no one.
 */
final class UndoStack {
  private final List<Step> undo = new ArrayList<>();
  private final List<Step> redo = new ArrayList<>();

  /** The correction whose words a passage had before each deed; 0 for those of recognition. */
  private final Map<Integer, Integer> before = new HashMap<>();

  /** The correction whose words each passage has now. */
  private final Map<Integer, Integer> now = new HashMap<>();

  private UndoStack() {}

  /**
   * A correction that was not undone, or was.
   *
   * @param number of the correction
   */
  record Step(int number, int passage) {}

  /**
   * @param deeds of everybody, in order
   */
  static UndoStack of(List<CorrectionRows.Deed> deeds) {
    UndoStack stack = new UndoStack();
    deeds.forEach(stack::add);
    return stack;
  }

  private void add(CorrectionRows.Deed deed) {
    before.put(deed.number(), now.getOrDefault(deed.passage(), 0));
    int made =
        switch (deed.kind()) {
          case EDIT, RESTORE -> deed.number();
          case UNDO -> before.getOrDefault(deed.ofNumber(), 0);
          case REDO -> deed.ofNumber();
        };
    now.put(deed.passage(), made);
    if (!deed.own()) {
      return;
    }
    switch (deed.kind()) {
      case EDIT, RESTORE -> {
        undo.add(new Step(deed.number(), deed.passage()));
        redo.clear();
      }
      case UNDO -> move(deed, undo, redo);
      case REDO -> move(deed, redo, undo);
    }
  }

  private static void move(CorrectionRows.Deed deed, List<Step> from, List<Step> to) {
    from.removeIf(step -> step.number() == deed.ofNumber());
    to.add(new Step(deed.ofNumber(), deed.passage()));
  }

  /** The last one that its passage still stands at. */
  Optional<Step> undo() {
    return last(undo, Step::number);
  }

  /** The last one undone whose passage is as it was before it. */
  Optional<Step> redo() {
    return last(redo, step -> before.getOrDefault(step.number(), 0));
  }

  private Optional<Step> last(List<Step> steps, ToIntFunction<Step> stands) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (stands.applyAsInt(step) == now.getOrDefault(step.passage(), 0)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** The passage of the last one, where somebody else went on; empty where there is none. */
  Optional<Integer> changed(Correction.Kind kind) {
    List<Step> steps = kind == Correction.Kind.UNDO ? undo : redo;
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1).passage());
  }
}
