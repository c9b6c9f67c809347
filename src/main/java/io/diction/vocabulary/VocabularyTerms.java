package io.diction.vocabulary;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.ErrorCode;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The vocabulary of a model: words and phrases it must know. */
@Service
public class VocabularyTerms {
  /** As many as other services take in one phonetic lexicon. */
  static final int MOST_TERMS = 15_000;

  private static final String AUDITED = "custom-model";

  public static final int LARGEST_LIST_BYTES = 4 * 1024 * 1024;

  private final CustomModels models;
  private final ModelData data;
  private final TermRows rows;
  private final Audit audit;
  private final Clock clock;

  VocabularyTerms(CustomModels models, ModelData data, TermRows rows, Audit audit, Clock clock) {
    this.models = models;
    this.data = data;
    this.rows = rows;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What became of a list of terms. Serializable, as it waits in the session for the next page.
   *
   * @param changes of the first terms that changed
   * @param refused how many lines are no terms
   * @param problems of the first of them
   */
  public record Import(
      int added,
      int changed,
      int unchanged,
      List<Change> changes,
      int refused,
      List<TermList.Problem> problems)
      implements Serializable {
    private static final int MOST_CHANGES = 20;

    private Import and(Import other) {
      return new Import(
          added + other.added,
          changed + other.changed,
          unchanged + other.unchanged,
          Stream.concat(changes.stream(), other.changes.stream()).limit(MOST_CHANGES).toList(),
          refused + other.refused,
          Stream.concat(problems.stream(), other.problems.stream()).toList());
    }
  }

  /**
   * What became of a term.
   *
   * @param field pronunciation, context or weight
   */
  public record Change(String term, String field, String before, String after)
      implements Serializable {
    private static List<Change> of(VocabularyTerm before, VocabularyTerm after) {
      List<Change> changes = new ArrayList<>();
      add(changes, after, "pronunciation", before.pronunciation(), after.pronunciation());
      add(changes, after, "context", before.context(), after.context());
      add(
          changes,
          after,
          "weight",
          Double.toString(before.weight()),
          Double.toString(after.weight()));
      return changes;
    }

    private static void add(
        List<Change> changes, VocabularyTerm term, String field, String before, String after) {
      if (!before.equals(after)) {
        changes.add(new Change(term.term(), field, before, after));
      }
    }
  }

  /** All terms of an organization's model by name, for its training. */
  @Transactional(readOnly = true)
  public List<VocabularyTerm> all(OrganizationId owner, CustomModelId model) {
    return rows.all(owner, model);
  }

  /** How many there are. */
  @Transactional(readOnly = true)
  public int count(OrganizationId owner, CustomModelId model) {
    return Math.toIntExact(rows.count(owner, model));
  }

  /** Whether it is listed, in whatever case. */
  @Transactional(readOnly = true)
  public boolean has(OrganizationId owner, CustomModelId model, String term) {
    return rows.has(owner, model, VocabularyTerm.key(term));
  }

  @Transactional(readOnly = true)
  public GridPage<VocabularyTerm> page(CustomModelId id, GridQuery query, SignedIn who) {
    OrganizationId owner = requireOwn(id, who).owner();
    long total = rows.count(owner, id, query.filter("term"));
    GridQuery valid = query.within(total);
    return new GridPage<>(rows.page(owner, id, valid), total, valid);
  }

  @Transactional
  public void add(
      CustomModelId id,
      String term,
      String pronunciation,
      String context,
      double weight,
      SignedIn who) {
    VocabularyTerm wanted = VocabularyTerm.of(Ids.next(), term, pronunciation, context, weight);
    ModelView model = data.requireEditable(id, who);
    if (rows.has(model.owner(), id, wanted.key())) {
      throw new WrongState("custommodel.term.exists", wanted.term());
    }
    requireRoom(rows.count(model.owner(), id) + 1);
    rows.add(model.owner(), id, List.of(wanted), now());
    data.vocabularyChanged(id, true);
    record(who, "custom-model.add-term", model, wanted.term());
  }

  /** Changes a term. What it is called may change too, to what no other term is called. */
  @Transactional
  public void change(CustomModelId id, VocabularyTerm wanted, SignedIn who) {
    ModelView model = data.requireEditable(id, who);
    VocabularyTerm before = rows.find(model.owner(), id, wanted.id()).orElseThrow(NotFound::new);
    if (!before.key().equals(wanted.key()) && rows.has(model.owner(), id, wanted.key())) {
      throw new WrongState("custommodel.term.exists", wanted.term());
    }
    if (!before.saysTheSameAs(wanted)) {
      rows.change(model.owner(), id, List.of(wanted));
      data.vocabularyChanged(id, true);
      record(who, "custom-model.change-term", model, wanted.term());
    }
  }

  /**
   * Adds a list; of terms that are there already changes what the list says of them, and nothing
   * else.
   */
  @Transactional
  public Import addAll(CustomModelId id, String list, SignedIn who) {
    if (list.length() > LARGEST_LIST_BYTES) {
      throw new Invalid(ErrorCode.FILE_TOO_LARGE);
    }
    ModelView model = data.requireEditable(id, who);
    TermList.Read read = TermList.read(list);
    Map<String, VocabularyTerm> present = new HashMap<>();
    rows.all(model.owner(), id).forEach(term -> present.put(term.key(), term));
    List<VocabularyTerm> added = new ArrayList<>();
    List<VocabularyTerm> changed = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (TermList.Line line : read.lines()) {
      VocabularyTerm before = present.get(line.term().key());
      if (before == null) {
        added.add(line.term());
      } else if (!before.saysTheSameAs(line.over(before))) {
        changed.add(line.over(before));
        if (changes.size() < Import.MOST_CHANGES) {
          changes.addAll(Change.of(before, line.over(before)));
        }
      }
    }
    requireRoom(present.size() + added.size());
    if (!added.isEmpty() || !changed.isEmpty()) {
      rows.add(model.owner(), id, added, now());
      rows.change(model.owner(), id, changed);
      data.vocabularyChanged(id, true);
      record(
          who,
          "custom-model.import-terms",
          model,
          added.size() + " new, " + changed.size() + " changed");
    }
    return new Import(
        added.size(),
        changed.size(),
        read.lines().size() - added.size() - changed.size(),
        List.copyOf(changes),
        read.refused(),
        read.problems());
  }

  /** The same from a file, which has to be UTF-8. */
  @Transactional
  public Import addAll(CustomModelId id, InputStream file, SignedIn who) throws IOException {
    data.requireEditable(id, who);
    byte[] bytes = file.readNBytes(LARGEST_LIST_BYTES + 1);
    if (bytes.length > LARGEST_LIST_BYTES) {
      throw new Invalid(ErrorCode.FILE_TOO_LARGE);
    }
    try {
      return addAll(
          id, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), who);
    } catch (CharacterCodingException e) {
      throw new Invalid("custommodel.terms.not-utf8");
    }
  }

  /** Both, what is typed having the last word; or neither where one is refused. */
  @Transactional
  public Import addAll(CustomModelId id, String list, InputStream file, SignedIn who)
      throws IOException {
    Import read = addAll(id, file, who);
    return list.isBlank() ? read : read.and(addAll(id, list, who));
  }

  @Transactional
  public void delete(CustomModelId id, UUID term, SignedIn who) {
    ModelView model = data.requireEditable(id, who);
    VocabularyTerm removed = rows.find(model.owner(), id, term).orElseThrow(NotFound::new);
    rows.delete(model.owner(), id, term);
    data.vocabularyChanged(id, rows.count(model.owner(), id) > 0);
    record(who, "custom-model.delete-term", model, removed.term());
  }

  /** One term; for its owner alone. */
  @Transactional(readOnly = true)
  public VocabularyTerm get(CustomModelId id, UUID term, SignedIn who) {
    return rows.find(requireOwn(id, who).owner(), id, term).orElseThrow(NotFound::new);
  }

  /** The vocabulary as CSV that {@link #addAll} reads. */
  @Transactional(readOnly = true)
  public String export(CustomModelId id, SignedIn who) {
    return TermList.write(rows.all(requireOwn(id, who).owner(), id));
  }

  /** A vocabulary tells what its owner does; whom the model is shared with does not see it. */
  private ModelView requireOwn(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotFound();
    }
    return model;
  }

  private void record(SignedIn who, String action, ModelView model, String detail) {
    audit.record(who, model.owner(), action, AUDITED, model.id().value(), model.name(), detail);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }

  private static void requireRoom(long terms) {
    if (terms > MOST_TERMS) {
      throw new LimitReached("custommodel.terms.limit-reached", MOST_TERMS);
    }
  }
}
