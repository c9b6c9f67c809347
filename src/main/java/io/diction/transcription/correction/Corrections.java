package io.diction.transcription.correction;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.speech.WordTiming;
import io.diction.transcription.SessionTranscript;
import io.diction.transcription.Sessions;
import io.diction.transcription.SttSession;
import io.diction.transcription.correction.Correction.Kind;
import io.diction.transcription.search.SessionIndex;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads transcripts as they are corrected, and corrects them: whoever sees a session may. */
@Service
public class Corrections {
  static final int LONGEST = 4000;
  private static final int MOST_WORDS = 400;
  private static final int LONGEST_NAME = 256;

  /** What is not shown and means nothing; joiners are part of words in Persian and Hindi. */
  private static final Pattern UNREADABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\u200C\u200D]]");

  private static final Pattern SPACE = Pattern.compile("[\\s\\x85\\p{Zl}\\p{Zp}]+");

  private final Sessions sessions;
  private final CorrectionRows rows;
  private final SessionIndex index;
  private final Audit audit;
  private final Clock clock;

  Corrections(
      Sessions sessions, CorrectionRows rows, SessionIndex index, Audit audit, Clock clock) {
    this.sessions = sessions;
    this.rows = rows;
    this.index = index;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What came of saving.
   *
   * @param passage as it is now
   * @param conflict whether somebody else changed it meanwhile, so that nothing was saved
   */
  public record Saved(Passage passage, boolean conflict) {}

  @Transactional(readOnly = true)
  public CorrectedTranscript read(SignedIn user, UUID session) {
    SessionTranscript original = sessions.transcript(user, session);
    int made = rows.count(user.organization(), session);
    if (made == 0) {
      return new CorrectedTranscript(original, Passage.cut(original.shown()), 0, false, false);
    }
    UndoStack stack = stack(user, session);
    return new CorrectedTranscript(
        original,
        current(user.organization(), session, original),
        made,
        stack.undo().isPresent(),
        stack.redo().isPresent());
  }

  @Transactional(readOnly = true)
  public Passage passage(SignedIn user, UUID session, int number) {
    return require(
        current(user.organization(), session, sessions.transcript(user, session)), number);
  }

  /**
   * Keeps what somebody made of a passage; the same words say that they are right.
   *
   * @param version of the passage as it was shown
   */
  @Transactional
  public Saved save(SignedIn user, UUID session, int number, int version, String typed) {
    String text = clean(typed);
    SessionTranscript original = locked(user, session);
    List<Passage> passages = current(user.organization(), session, original);
    Passage now = require(passages, number);
    boolean same = now.text().equals(text);
    if (now.version() != version && !same) {
      return new Saved(now, true);
    }
    if (same && now.checked()) {
      return new Saved(now, false);
    }
    List<WordTiming> words = WordTimes.of(now, now.words(), text);
    return new Saved(add(user, session, now, Kind.EDIT, null, new State(words, true)), false);
  }

  /** Takes back the user's last correction; nobody else's. */
  @Transactional
  public Passage undo(SignedIn user, UUID session) {
    SessionTranscript original = locked(user, session);
    UndoStack stack = stack(user, session);
    return back(user, session, original, stack, stack.undo(), Kind.UNDO);
  }

  /** Does again what was undone last. */
  @Transactional
  public Passage redo(SignedIn user, UUID session) {
    SessionTranscript original = locked(user, session);
    UndoStack stack = stack(user, session);
    return back(user, session, original, stack, stack.redo(), Kind.REDO);
  }

  private Passage back(
      SignedIn user,
      UUID session,
      SessionTranscript original,
      UndoStack stack,
      Optional<UndoStack.Step> found,
      Kind kind) {
    List<Passage> passages = current(user.organization(), session, original);
    UndoStack.Step step = found.orElseThrow(() -> refusal(stack, passages, kind));
    Passage now = require(passages, step.passage());
    State state =
        kind == Kind.UNDO
            ? before(user, session, original, step.passage(), step.number())
            : after(user, session, step.number());
    return add(user, session, now, kind, step.number(), state);
  }

  private static WrongState refusal(UndoStack stack, List<Passage> passages, Kind kind) {
    String nothing = kind == Kind.UNDO ? "undo" : "redo";
    return stack
        .changed(kind)
        .map(
            passage ->
                new WrongState(
                    "transcription.correct.refused.changed", require(passages, passage).start()))
        .orElseGet(() -> new WrongState("transcription.correct.refused." + nothing));
  }

  /** Brings back what a passage was before a correction, whoever made that. */
  @Transactional
  public Passage restore(SignedIn user, UUID session, int number) {
    SessionTranscript original = locked(user, session);
    Correction made = rows.find(user.organization(), session, number).orElseThrow(NotFound::new);
    List<Passage> passages = current(user.organization(), session, original);
    Passage now = require(passages, made.passage());
    State state = before(user, session, original, made.passage(), number);
    if (words(state.words()).equals(now.text()) && state.checked() == now.checked()) {
      return now;
    }
    return add(user, session, now, Kind.RESTORE, number, state);
  }

  @Transactional(readOnly = true)
  public GridPage<Correction> history(SignedIn user, UUID session, GridQuery query) {
    var unused = sessions.get(user, session);
    int total = rows.count(user.organization(), session);
    GridQuery within = query.within(total);
    return new GridPage<>(
        rows.page(user.organization(), session, within.size(), within.offset()), total, within);
  }

  private record State(List<WordTiming> words, boolean checked) {}

  private State before(
      SignedIn user, UUID session, SessionTranscript original, int passage, int number) {
    return rows.before(user.organization(), session, passage, number)
        .map(earlier -> new State(earlier.words(), earlier.checked()))
        .orElseGet(() -> new State(require(Passage.cut(original.shown()), passage).words(), false));
  }

  private State after(SignedIn user, UUID session, int number) {
    Correction made = rows.find(user.organization(), session, number).orElseThrow(NotFound::new);
    return new State(made.words(), made.checked());
  }

  private Passage add(
      SignedIn user,
      UUID session,
      Passage now,
      Kind kind,
      @Nullable Integer ofNumber,
      State state) {
    int number = rows.count(user.organization(), session) + 1;
    Passage made = now.with(state.words(), number, state.checked());
    rows.add(
        user.organization(),
        session,
        new Correction(
            number,
            now.number(),
            kind,
            ofNumber,
            user.user().value(),
            cut(user.displayName()),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS),
            now.text(),
            made.text(),
            made.words(),
            made.checked()));
    if (!made.text().equals(now.text())) {
      index.change(user.organization(), session, made.number(), made.text());
    }
    if (number == 1) {
      // Each correction stands in the session's own history; the log of deeds says that it began.
      SttSession corrected = sessions.get(user, session);
      audit.record(user, "session.correct", "session", session, corrected.name());
    }
    return made;
  }

  private SessionTranscript locked(SignedIn user, UUID session) {
    rows.lock(user.organization(), session);
    return sessions.transcript(user, session);
  }

  private UndoStack stack(SignedIn user, UUID session) {
    return UndoStack.of(rows.deeds(user.organization(), session, user.user().value()));
  }

  /** For exports and training data, which show no way back. */
  public List<Passage> current(
      OrganizationId organization, UUID session, SessionTranscript original) {
    Map<Integer, Correction> latest =
        rows.latest(organization, session).stream()
            .collect(Collectors.toMap(Correction::passage, Function.identity()));
    return Passage.cut(original.shown()).stream()
        .map(
            passage ->
                Optional.ofNullable(latest.get(passage.number()))
                    .map(made -> passage.with(made.words(), made.number(), made.checked()))
                    .orElse(passage))
        .toList();
  }

  private static Passage require(List<Passage> passages, int number) {
    if (number < 1 || number > passages.size()) {
      throw new NotFound();
    }
    return passages.get(number - 1);
  }

  private static String words(List<WordTiming> words) {
    return words.stream().map(WordTiming::word).collect(Collectors.joining(" "));
  }

  /** Words with single spaces between them. */
  static String clean(String typed) {
    String text = UNREADABLE.matcher(SPACE.matcher(typed).replaceAll(" ")).replaceAll("").strip();
    if (text.length() > LONGEST || SPACE.splitAsStream(text).count() > MOST_WORDS) {
      throw new Invalid("transcription.correct.refused.long", LONGEST, MOST_WORDS);
    }
    return text;
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
