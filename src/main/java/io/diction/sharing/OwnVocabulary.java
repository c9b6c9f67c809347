package io.diction.sharing;

import io.diction.audit.Audit;
import io.diction.custommodel.AccessEnded;
import io.diction.custommodel.AccessLowered;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.dataset.word.Guesses;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.sharing.OwnTermList.OwnTerm;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.OwnTerms;
import io.diction.speech.adapt.OwnTerms.Layered;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Terms that an organization puts on a model of another one, for itself alone: applied when it
 * recognises, so that nothing is trained and the owner is not told what they are.
 */
@Service
public class OwnVocabulary {
  /** A model with terms has a network of words of its own, some tens of megabytes. */
  private static final int MOST_KEPT = 4;

  /** For callers who wait. */
  private static final int MOST_MADE_AT_ONCE = 8;

  private static final TypeReference<List<OwnTerm>> TERMS = new TypeReference<>() {};

  private final JsonMapper json = JsonMapper.builder().build();
  private final OwnTermRows rows;
  private final CustomModels models;
  private final ModelAccess access;
  private final Guesses guesses;
  private final Audit audit;
  private final Map<Key, Layered> kept = new LinkedHashMap<>(4, 0.75f, true);

  private final List<Lock> making =
      Stream.generate(ReentrantLock::new)
          .limit(MOST_MADE_AT_ONCE)
          .collect(Collectors.toUnmodifiableList());

  private record Key(String model, List<OwnTerm> terms) {}

  /** How words are said is being learnt. */
  private static final class NotYetLearnt extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  OwnVocabulary(
      OwnTermRows rows, CustomModels models, ModelAccess access, Guesses guesses, Audit audit) {
    this.rows = rows;
    this.models = models;
    this.access = access;
    this.guesses = guesses;
    this.audit = audit;
  }

  /** The model, if this user may put terms on it: one of others that may be transcribed with. */
  @Transactional(readOnly = true)
  public ModelView requireUsable(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    requireUse(access.find(id, who));
    return model;
  }

  private static void requireUse(Optional<Holder> holder) {
    if (!holder.orElseThrow(NotFound::new).permission().includes(Permission.USE)) {
      throw new NotAllowed("sharing.terms.refused");
    }
  }

  /** The list as somebody typed it. */
  @Transactional(readOnly = true)
  OwnTermList list(CustomModelId id, SignedIn who) {
    var unused = requireUsable(id, who);
    return new OwnTermList(rows.of(who.organization(), id), List.of());
  }

  /** Puts a list in place of the one before; sessions take it that are started from now on. */
  @Transactional
  void set(CustomModelId id, List<OwnTerm> terms, SignedIn who) {
    // Under the model's lock: whoever takes the model back comes before this or finds the list.
    requireUse(access.findLocked(id, who));
    ModelView model = models.get(id, who);
    rows.set(who.organization(), id, terms);
    audit.record(
        who,
        who.organization(),
        "custom-model.own-terms",
        "custom-model",
        id.value(),
        model.name(),
        String.valueOf(terms.size()));
  }

  /** Where nobody can look at them any more they are not kept. */
  @EventListener
  void on(AccessEnded ended) {
    rows.remove(ended.organization(), ended.model());
  }

  /** Nor where the model may be looked at alone: nobody could see or change them. */
  @EventListener
  void on(AccessLowered lowered) {
    if (!lowered.permission().includes(Permission.USE)) {
      rows.remove(lowered.organization(), lowered.model());
    }
  }

  /**
   * What an organization recognises with, for work that nobody signed in does; may take a second,
   * and longer the first time.
   */
  public Layered over(
      OrganizationId organization, CustomModelId id, SpeechModel model, Progress progress) {
    return over(rows.of(organization, id), model, () -> guesses.forModel(model, progress));
  }

  /**
   * The same for a caller who waits for the answer.
   *
   * @return empty while a job learns how words are said that neither the model nor the list tells
   */
  public Optional<Layered> overAtOnce(
      OrganizationId organization, CustomModelId id, SpeechModel model) {
    List<OwnTerm> terms = rows.of(organization, id);
    // Many who come together wait for the first one instead of making the same again.
    Lock alone = making.get(Math.floorMod(terms.hashCode(), MOST_MADE_AT_ONCE));
    alone.lock();
    try {
      return Optional.of(
          over(
              terms,
              model,
              () -> guesses.findForModel(model, organization).orElseThrow(NotYetLearnt::new)));
    } catch (NotYetLearnt later) {
      return Optional.empty();
    } finally {
      alone.unlock();
    }
  }

  /** The list of now as bytes that {@link #over(byte[], SpeechModel, Progress)} understands. */
  @Transactional(readOnly = true)
  public Optional<byte[]> list(OrganizationId organization, CustomModelId id) {
    List<OwnTerm> terms = rows.of(organization, id);
    return terms.isEmpty() ? Optional.empty() : Optional.of(json.writeValueAsBytes(terms));
  }

  /** The terms of a list that was kept, as they were typed. */
  public List<String> terms(byte[] list) {
    return json.readValue(list, TERMS).stream().map(OwnTerm::term).toList();
  }

  /** The same as of when a list was kept. */
  public Layered over(byte[] list, SpeechModel model, Progress progress) {
    return over(json.readValue(list, TERMS), model, () -> guesses.forModel(model, progress));
  }

  private Layered over(List<OwnTerm> terms, SpeechModel model, Supplier<GraphemeToPhoneme> learnt) {
    if (terms.isEmpty()) {
      return new Layered(model, 0);
    }
    Key key = new Key(model.sha256(), terms);
    synchronized (kept) {
      Layered known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    Layered made =
        OwnTerms.over(
            model,
            terms.stream().map(term -> new Term(term.term(), term.said(), 1, List.of())).toList(),
            learnt);
    synchronized (kept) {
      kept.put(key, made);
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return made;
  }
}
