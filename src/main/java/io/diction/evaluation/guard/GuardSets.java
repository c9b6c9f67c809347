package io.diction.evaluation.guard;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.dataset.DatasetId;
import io.diction.dataset.TestData;
import io.diction.dataset.TestData.TestSet;
import io.diction.dataset.TrainingData.Pair;
import io.diction.evaluation.guard.GuardRows.Choice;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.organization.Organizations;
import io.diction.speech.Sha256;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes guard sets of test data, and says which one the versions of a model are held to. */
@Service
public class GuardSets {
  /** Some hours of speech: a version is measured within minutes, and two points are told. */
  static final int MOST_CLIPS = 1000;

  static final double MOST_POINTS = 100;

  private static final int MOST_SETS = 50;
  private static final int LONGEST_NAME = 200;

  private final GuardRows rows;
  private final GuardResultRows results;
  private final CustomModels models;
  private final TestData data;
  private final Organizations organizations;
  private final Blobs blobs;
  private final Jobs jobs;
  private final Audit audit;
  private final Clock clock;

  GuardSets(
      GuardRows rows,
      GuardResultRows results,
      CustomModels models,
      TestData data,
      Organizations organizations,
      Blobs blobs,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.results = results;
    this.models = models;
    this.data = data;
    this.organizations = organizations;
    this.blobs = blobs;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /** What the versions of an organization's models of a locale are held to; empty: to nothing. */
  @Transactional(readOnly = true)
  public Optional<Guard> guard(OrganizationId organization, String locale) {
    Optional<Choice> choice = rows.choice(organization, locale);
    double points = choice.map(Choice::points).orElse(Guard.POINTS);
    if (choice.isPresent() && choice.get().set() == null) {
      return Optional.empty();
    }
    return choice
        .flatMap(chosen -> rows.find(chosen.set()))
        .filter(set -> isUsable(set, organization))
        .or(() -> rows.offered(locale))
        .map(set -> new Guard(set, points));
  }

  /** The number that a new choice begins with, also where nothing is guarded. */
  double points(OrganizationId organization, String locale) {
    return rows.choice(organization, locale).map(Choice::points).orElse(Guard.POINTS);
  }

  private static boolean isUsable(GuardSet set, OrganizationId organization) {
    return set.offered() || set.organizationId().equals(organization.value());
  }

  public static boolean mayManage(SignedIn who) {
    return who.role().isAdmin();
  }

  private static void requireAdmin(SignedIn who) {
    if (!mayManage(who)) {
      throw new NotAllowed("evaluation.guard.not-allowed");
    }
  }

  /** Own sets and those that are offered, the newest first. */
  @Transactional(readOnly = true)
  public List<GuardSet> usable(SignedIn who) {
    requireAdmin(who);
    return rows.usable(who.organization(), 2 * MOST_SETS);
  }

  /**
   * Makes a set of a model's test data, to which its language is held from now on.
   *
   * @param name empty for that of the data
   */
  @Transactional
  public GuardSet make(CustomModelId id, String name, List<DatasetId> datasets, SignedIn who)
      throws IOException {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotAllowed("evaluation.guard.not-allowed");
    }
    requireAdmin(who);
    List<TestSet> chosen =
        data.list(id, model.owner()).stream().filter(set -> datasets.contains(set.id())).toList();
    if (chosen.size() < Set.copyOf(datasets).size()) {
      throw new Invalid("evaluation.refused.unknown-dataset");
    }
    List<Pair> all =
        data.clips(id, model.owner(), chosen.stream().map(TestSet::id).toList()).stream()
            .map(TestData.TestClip::pair)
            .filter(pair -> pair.text().codePoints().anyMatch(Character::isLetterOrDigit))
            .toList();
    if (all.isEmpty()) {
      throw new Invalid("evaluation.refused.no-data");
    }
    organizations.lock(who.organization());
    if (rows.count(who.organization()) >= MOST_SETS) {
      throw new LimitReached("evaluation.guard.too-many", MOST_SETS);
    }
    List<Pair> clips = some(all);
    GuardSet set =
        new GuardSet(
            Ids.next(),
            who.organization().value(),
            model.locale(),
            named(name, chosen),
            false,
            fingerprint(clips),
            clips.size(),
            all.size(),
            who.displayName(),
            now());
    rows.add(set, clips);
    Set<String> audio = clips.stream().map(Pair::sha256).collect(Collectors.toSet());
    blobs.retainAll(who.organization(), new LinkedHashSet<>(audio));
    double points = points(who.organization(), model.locale());
    rows.choose(who.organization(), model.locale(), new Choice(set.id(), points));
    audit.record(who, "custom-model.make-guard-set", "custom-model", id.value(), set.name());
    return set;
  }

  /** How many words are said in a set, about. */
  @Transactional(readOnly = true)
  long words(GuardSet set) {
    return rows.clips(set).stream()
        .mapToLong(clip -> clip.text().strip().split("\\s+", -1).length)
        .sum();
  }

  /** Evenly from beginning to end, so that each dataset and speaker has its share. */
  private static List<Pair> some(List<Pair> all) {
    if (all.size() <= MOST_CLIPS) {
      return all;
    }
    List<Pair> some = new ArrayList<>();
    for (int i = 0; i < MOST_CLIPS; i++) {
      some.add(all.get((int) ((long) i * all.size() / MOST_CLIPS)));
    }
    return some;
  }

  private static String named(String given, List<TestSet> sets) {
    String text =
        given.isBlank()
            ? sets.stream().map(TestSet::name).limit(3).collect(Collectors.joining(", "))
            : given.strip();
    String name = text.replaceAll("\\p{Cntrl}", " ");
    int end = Math.min(name.length(), LONGEST_NAME);
    return name.substring(
        0, end > 0 && Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
  }

  private static String fingerprint(List<Pair> clips) {
    Sha256 sum = new Sha256();
    for (Pair clip : clips) {
      sum.add(clip.sha256())
          .add(Long.toString(clip.startMs()))
          .add(String.valueOf(clip.durationMs()))
          .add(clip.text());
    }
    return sum.hex();
  }

  /**
   * Holds the models of a locale to a set.
   *
   * @param set null: to nothing
   */
  @Transactional
  public void choose(String locale, @Nullable UUID set, double points, SignedIn who) {
    requireAdmin(who);
    if (!(points >= 0 && points <= MOST_POINTS)) {
      throw new Invalid("evaluation.guard.points-refused", MOST_POINTS);
    }
    String name = "";
    if (set != null) {
      GuardSet chosen =
          rows.find(set)
              .filter(found -> isUsable(found, who.organization()))
              .orElseThrow(NotFound::new);
      if (!chosen.locale().equals(locale)) {
        throw new Invalid("evaluation.guard.other-language");
      }
      name = chosen.name();
    }
    organizations.lock(who.organization());
    rows.choose(who.organization(), locale, new Choice(set, points));
    audit.record(
        who,
        who.organization(),
        "guard-set.choose",
        "guard-set",
        set == null ? who.organization().value() : set,
        name,
        locale + ", " + points);
  }

  /** Lets every organization of the installation measure with a set, or no longer. */
  @Transactional
  public void offer(UUID id, boolean offered, SignedIn who) {
    GuardSet set = requireOwn(id, who);
    if (who.role() != Role.SYSOP) {
      throw new NotAllowed("evaluation.guard.not-allowed");
    }
    rows.offer(id, offered);
    audit.record(
        who, offered ? "guard-set.offer" : "guard-set.withdraw", "guard-set", id, set.name());
  }

  /** What was measured with it keeps its figures; what is being measured ends. */
  @Transactional
  public void delete(UUID id, SignedIn who) {
    GuardSet set = requireOwn(id, who);
    organizations.lock(who.organization());
    for (GuardResult result : results.underWay(id)) {
      jobs.cancel(new OrganizationId(result.organizationId()), result.jobId());
    }
    List<String> audio = rows.audio(id);
    if (!rows.delete(id)) {
      throw new NotFound();
    }
    blobs.releaseAll(who.organization(), audio);
    audit.record(who, "guard-set.delete", "guard-set", id, set.name());
  }

  GuardSet requireOwn(UUID id, SignedIn who) {
    GuardSet set = rows.find(who.organization(), id).orElseThrow(NotFound::new);
    requireAdmin(who);
    return set;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
