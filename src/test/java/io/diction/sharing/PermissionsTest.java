package io.diction.sharing;

import static io.diction.custommodel.CustomModelFixtures.BETTER;
import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.model.ModelReferences;
import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelArchive;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.custommodel.UsableModel;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.dataset.contribution.Contributions;
import io.diction.identity.OrganizationId;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.sharing.Assignment.Use;
import io.diction.sharing.OwnTermList.OwnTerm;
import io.diction.testing.PortalTest;
import io.diction.testing.SettableClock;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever people do with each other's models, a simple book of who has what says who may do what
 * next, and the application agrees.
 */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import(SharingFixtures.class)
class PermissionsTest {
  private static final List<Role> ROLES =
      List.of(Role.USER, Role.ORGADMIN, Role.RESELLER, Role.SYSOP);

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private CustomModels models;
  @Autowired private ModelData data;
  @Autowired private ModelAccess access;
  @Autowired private ModelArchive archive;
  @Autowired private Versions versions;
  @Autowired private BaseModels baseModels;
  @Autowired private Sharing sharing;
  @Autowired private OfferedVersions offered;
  @Autowired private OwnVocabulary vocabulary;
  @Autowired private OwnTermRows terms;
  @Autowired private Contributions contributions;
  @Autowired private ModelReferences references;
  @Autowired private TransactionTemplate transaction;
  @Autowired private MockMvcTester web;
  @Autowired private SettableClock clock;

  private enum Answer {
    DONE,
    MISSING,
    FORBIDDEN,
    REFUSED
  }

  /** What the book says of an organization's part in a model. */
  private static final class Share {
    private Permission permission = Permission.VIEW;
    private boolean standard;
    private LocalDate lastDay;
    private VersionId version;
    private VersionId before;
    private boolean follows;
    private List<OwnTerm> terms = List.of();

    void serve(VersionId next) {
      if (!next.equals(version)) {
        before = version;
        version = next;
      }
    }
  }

  /** What the book says of a model. */
  private static final class Entry {
    private final SignedIn owner;
    private final Map<OrganizationId, Share> shares = new HashMap<>();
    private final List<VersionId> made = new ArrayList<>();
    private VersionId accepted;
    private boolean archived;

    Entry(SignedIn owner) {
      this.owner = owner;
    }
  }

  private final Map<CustomModelId, Entry> book = new HashMap<>();
  private final Map<OrganizationId, OrganizationId> parents = new HashMap<>();
  private final List<SignedIn> everyone = new ArrayList<>();
  private final List<OrganizationId> organizations = new ArrayList<>();
  private Random random = new Random(0);

  @Test
  void agreeWithTheBookOverFiveHundredSteps() {
    walk(20_261_122, 500);
  }

  @Test
  @Tag("soak")
  void agreeWithTheBookOverTenThousandSteps() {
    walk(47, 10_000);
  }

  private void walk(long seed, int steps) {
    random = new Random(seed);
    OrganizationId first = organization(null);
    OrganizationId second = organization(null);
    for (OrganizationId parent : List.of(first, first, first, second, second, first)) {
      organization(parent);
    }
    organization(null);
    for (OrganizationId organization : organizations) {
      for (Role role : ROLES) {
        everyone.add(people.user(organization, role));
      }
    }
    for (int i = 0; i < 6; i++) {
      addModel(i);
    }
    for (int step = 0; step < steps; step++) {
      String did = act();
      compare("step " + step + ", after " + did);
    }
  }

  private OrganizationId organization(OrganizationId parent) {
    OrganizationId made = people.organization(parent, Limits.NONE);
    organizations.add(made);
    if (parent != null) {
      parents.put(made, parent);
    }
    return made;
  }

  private void addModel(int number) {
    SignedIn owner =
        everyone.stream()
            .filter(one -> one.organization().equals(organizations.get(number % 3)))
            .filter(one -> one.role() == Role.RESELLER)
            .findFirst()
            .orElseThrow();
    CustomModelId id = fixtures.trained(owner, "Model " + number);
    Entry entry = new Entry(owner);
    entry.accepted = models.get(id, owner).acceptedVersion();
    entry.made.add(entry.accepted);
    book.put(id, entry);
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private CustomModelId anyModel() {
    return any(book.keySet().stream().sorted((a, b) -> a.value().compareTo(b.value())).toList());
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Mostly somebody who may do something with it, lest most steps be refused. */
  private SignedIn anyActor(CustomModelId model) {
    return random.nextInt(3) == 0
        ? any(everyone)
        : any(everyone.stream().filter(who -> sees(who, model)).toList());
  }

  private Share share(CustomModelId model, OrganizationId organization) {
    Share share = book.get(model).shares.get(organization);
    return share == null || (share.lastDay != null && share.lastDay.isBefore(today()))
        ? null
        : share;
  }

  private boolean owns(SignedIn who, CustomModelId model) {
    return book.get(model).owner.organization().equals(who.organization());
  }

  private boolean sees(SignedIn who, CustomModelId model) {
    return owns(who, model) || share(model, who.organization()) != null;
  }

  private boolean mayUse(SignedIn who, CustomModelId model) {
    Entry entry = book.get(model);
    Share share = share(model, who.organization());
    return !entry.archived
        && (owns(who, model) || (share != null && share.permission.includes(Permission.USE)));
  }

  private Answer mayOwn(SignedIn who, CustomModelId model, boolean role) {
    return !sees(who, model)
        ? Answer.MISSING
        : owns(who, model) && role ? Answer.DONE : Answer.FORBIDDEN;
  }

  private Answer mayShare(SignedIn who, CustomModelId model) {
    return mayOwn(who, model, who.role() == Role.RESELLER || who.isSysop());
  }

  private boolean reaches(SignedIn who, OrganizationId organization) {
    return !who.organization().equals(organization)
        && (who.isSysop() || who.organization().equals(parents.get(organization)));
  }

  private static Answer answer(Runnable deed) {
    try {
      deed.run();
      return Answer.DONE;
    } catch (NotFound missing) {
      return Answer.MISSING;
    } catch (NotAllowed | RightMissing forbidden) {
      return Answer.FORBIDDEN;
    } catch (WrongState | Invalid refused) {
      return Answer.REFUSED;
    }
  }

  private String act() {
    CustomModelId model = anyModel();
    SignedIn who = anyActor(model);
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> give(who, model, any(organizations));
      case 7, 8 -> remove(who, model, any(organizations));
      case 9, 10 -> removeAfter(who, model, any(organizations));
      case 11 -> keep(who, model, any(organizations));
      case 12, 13 -> {
        clock.advance(Duration.ofHours(random.nextInt(30)));
        if (random.nextBoolean()) {
          DueRemovals.end(access);
        }
        yield "time went by";
      }
      case 14 -> accept(who, model);
      case 15, 16 -> acceptShared(who, model);
      case 17 -> follow(who, model);
      case 18 -> archive(who, model);
      case 20, 21 -> putTerms(who, model);
      case 22 -> contribute(who, model);
      case 23 -> test(who, model);
      default -> restore(who, model);
    };
  }

  private String said(String deed, SignedIn who, CustomModelId model, Answer said, Answer book) {
    String text = "%s of %s by %s of %s".formatted(deed, model, who.role(), who.organization());
    assertThat(said).as(text).isEqualTo(book);
    return text + ": " + said;
  }

  private String give(SignedIn who, CustomModelId model, OrganizationId to) {
    Assignment how = new Assignment(any(List.of(Use.values())), any(Assignment.PERMISSIONS));
    Entry entry = book.get(model);
    Answer expected = mayShare(who, model);
    if (expected == Answer.DONE) {
      boolean blind = how.isDefault() && how.permission() == Permission.VIEW;
      expected =
          !reaches(who, to)
              ? Answer.MISSING
              : blind || entry.archived ? Answer.REFUSED : Answer.DONE;
    }
    Answer answer =
        answer(() -> assertThat(sharing.assign(model, List.of(to.value()), how, who)).hasSize(1));
    if (expected == Answer.DONE) {
      Share share = share(model, to);
      if (share == null) {
        share = new Share();
        share.version = entry.accepted;
        entry.shares.put(to, share);
      }
      if (how.isDefault()) {
        book.values().stream()
            .flatMap(other -> Optional.ofNullable(other.shares.get(to)).stream())
            .forEach(other -> other.standard = false);
      }
      share.permission = how.permission();
      if (!mayUse(share)) {
        share.terms = List.of();
      }
      share.standard = how.isDefault();
    }
    return said("giving " + how + " to " + to, who, model, answer, expected);
  }

  private Answer mayTake(SignedIn who, CustomModelId model, OrganizationId from) {
    Answer may = mayShare(who, model);
    return may != Answer.DONE || (reaches(who, from) && share(model, from) != null)
        ? may
        : Answer.MISSING;
  }

  private String remove(SignedIn who, CustomModelId model, OrganizationId from) {
    Answer expected = mayTake(who, model, from);
    Answer answer = answer(() -> assertThat(sharing.remove(model, from.value(), who)).isNotNull());
    if (expected == Answer.DONE) {
      var unused = book.get(model).shares.remove(from);
    }
    return said("removing " + from, who, model, answer, expected);
  }

  private String removeAfter(SignedIn who, CustomModelId model, OrganizationId from) {
    LocalDate day = today().plusDays(random.nextInt(4) - 1L);
    Answer expected = mayTake(who, model, from);
    if (expected == Answer.DONE && day.isBefore(today())) {
      expected = Answer.REFUSED;
    }
    Answer answer =
        answer(() -> assertThat(sharing.removeAfter(model, from.value(), day, who)).isNotNull());
    if (expected == Answer.DONE) {
      share(model, from).lastDay = day;
    }
    return said("removing %s after %s".formatted(from, day), who, model, answer, expected);
  }

  private String keep(SignedIn who, CustomModelId model, OrganizationId from) {
    Answer expected = mayTake(who, model, from);
    Answer answer = answer(() -> assertThat(sharing.keep(model, from.value(), who)).isNotNull());
    if (expected == Answer.DONE) {
      share(model, from).lastDay = null;
    }
    return said("keeping " + from, who, model, answer, expected);
  }

  /** The owner's part: now and then with a new version, else with an older one. */
  private String accept(SignedIn who, CustomModelId model) {
    Entry entry = book.get(model);
    if (entry.made.size() < 4) {
      entry.made.add(fixtures.retrain(model, entry.owner, BETTER).id());
    }
    VersionId version = any(entry.made);
    Answer expected = mayOwn(who, model, who.role() != Role.USER);
    Answer answer = answer(() -> versions.accept(model, version, who));
    if (expected == Answer.DONE && !version.equals(entry.accepted)) {
      entry.accepted = version;
      entry.shares.values().stream()
          .filter(share -> share.follows)
          .forEach(share -> share.serve(version));
    }
    return said("accepting", who, model, answer, expected);
  }

  private Answer mayChoose(SignedIn who, CustomModelId model) {
    Share share = share(model, who.organization());
    if (share == null) {
      return Answer.MISSING;
    }
    return who.role() != Role.USER && share.permission.includes(Permission.USE)
        ? Answer.DONE
        : Answer.FORBIDDEN;
  }

  private String acceptShared(SignedIn who, CustomModelId model) {
    Entry entry = book.get(model);
    VersionId version = any(entry.made);
    Answer expected = mayChoose(who, model);
    Share share = share(model, who.organization());
    if (expected == Answer.DONE
        && !List.of(entry.accepted, share.version).contains(version)
        && !version.equals(share.before)) {
      expected = Answer.REFUSED;
    }
    Answer answer = answer(() -> assertThat(offered.accept(model, version, who)).isNotNull());
    if (expected == Answer.DONE) {
      boolean back = !version.equals(entry.accepted) && !version.equals(share.version);
      share.follows = share.follows && !back;
      share.serve(version);
    }
    return said("accepting the owner's", who, model, answer, expected);
  }

  private String follow(SignedIn who, CustomModelId model) {
    boolean follows = random.nextBoolean();
    Answer expected = mayChoose(who, model);
    Answer answer = answer(() -> assertThat(offered.follow(model, follows, who)).isNotNull());
    if (expected == Answer.DONE) {
      Share share = share(model, who.organization());
      share.follows = follows;
      share.serve(follows ? book.get(model).accepted : share.version);
    }
    return said("following " + follows, who, model, answer, expected);
  }

  private static boolean mayUse(Share share) {
    return share.permission.includes(Permission.USE);
  }

  /** Own terms are for models of others that one recognises with. */
  private String putTerms(SignedIn who, CustomModelId model) {
    List<OwnTerm> list = List.of(new OwnTerm("Term " + random.nextInt(1000), ""));
    Share share = share(model, who.organization());
    Answer expected =
        share == null ? Answer.MISSING : mayUse(share) ? Answer.DONE : Answer.FORBIDDEN;
    Answer answer =
        answer(() -> transaction.executeWithoutResult(status -> vocabulary.set(model, list, who)));
    if (expected == Answer.DONE) {
      share.terms = list;
    }
    return said("putting terms on it", who, model, answer, expected);
  }

  private String contribute(SignedIn who, CustomModelId model) {
    Answer expected = mayContribute(who, model);
    byte[] text = ("a sentence numbered " + random.nextInt()).getBytes(StandardCharsets.UTF_8);
    Answer answer =
        answer(
            () -> {
              try (InputStream bytes = new ByteArrayInputStream(text)) {
                contributions.offer(model, "said.txt", bytes, who, id -> {});
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return said("contributing", who, model, answer, expected);
  }

  private Answer mayContribute(SignedIn who, CustomModelId model) {
    Share share = share(model, who.organization());
    return !sees(who, model)
        ? Answer.MISSING
        : share != null && share.permission.includes(Permission.CONTRIBUTE)
            ? Answer.DONE
            : Answer.FORBIDDEN;
  }

  /** The form of a new test, as the browser asks for it. */
  private String test(SignedIn who, CustomModelId model) {
    Share share = share(model, who.organization());
    Answer expected =
        !sees(who, model)
            ? Answer.MISSING
            : owns(who, model) || mayUse(share) ? Answer.DONE : Answer.FORBIDDEN;
    int status =
        web.get()
            .uri("/custom-models/{id}/tests/new", model)
            .with(as(who))
            .exchange()
            .getResponse()
            .getStatus();
    Answer answer =
        switch (status) {
          case 200 -> Answer.DONE;
          case 403 -> Answer.FORBIDDEN;
          case 404 -> Answer.MISSING;
          default -> throw new AssertionError("status " + status);
        };
    return said("testing", who, model, answer, expected);
  }

  /** Programs recognise with models of others by the same rights; own ones have other ids there. */
  private boolean opensByApi(SignedIn who, CustomModelId model) {
    try {
      EntityReference reference = new EntityReference(EntityKind.MODEL, model.value());
      return references.requireServing(reference, "model", "en-US", who) != null;
    } catch (ApiError refused) {
      assertThat(refused.inner()).isEqualTo(DetailCode.INVALID_MODEL);
      return false;
    }
  }

  private String archive(SignedIn who, CustomModelId model) {
    Answer expected = mayOwn(who, model, who.role() != Role.USER);
    Answer answer = answer(() -> archive.archive(model, who));
    if (expected == Answer.DONE) {
      book.get(model).archived = true;
      book.get(model).shares.clear();
    }
    return said("archiving", who, model, answer, expected);
  }

  private String restore(SignedIn who, CustomModelId model) {
    Answer expected = mayOwn(who, model, who.role() != Role.USER);
    Answer answer = answer(() -> archive.restore(model, who));
    if (expected == Answer.DONE) {
      book.get(model).archived = false;
    }
    return said("restoring", who, model, answer, expected);
  }

  /** Of one person, everything that person may do with every model, and what lists show. */
  private void compare(String when) {
    SignedIn who = any(everyone);
    Language language =
        baseModels.languages().stream()
            .filter(one -> one.locale().equals("en-US"))
            .findFirst()
            .orElseThrow();
    List<CustomModelId> listed =
        versions.usable(who.organization(), language).stream().map(UsableModel::id).toList();
    assertThat(listed)
        .as("usable by %s, %s", who, when)
        .containsExactlyInAnyOrderElementsOf(
            book.keySet().stream().filter(model -> mayUse(who, model)).toList());
    assertThat(
            versions.usable(who.organization(), language).stream()
                .filter(UsableModel::isDefault)
                .map(UsableModel::id))
        .as("default of %s, %s", who, when)
        .containsExactlyElementsOf(
            book.keySet().stream()
                .filter(model -> share(model, who.organization()) != null)
                .filter(model -> share(model, who.organization()).standard)
                .toList());
    for (CustomModelId model : book.keySet()) {
      String what = "%s by %s of %s, %s".formatted(model, who.role(), who.organization(), when);
      compare(who, model, what);
    }
  }

  private void compare(SignedIn who, CustomModelId model, String what) {
    Entry entry = book.get(model);
    Share share = share(model, who.organization());
    assertThat(models.find(model, who).map(ModelView::permission))
        .as("seeing %s", what)
        .isEqualTo(
            owns(who, model)
                ? Optional.of(Permission.OWNER)
                : Optional.ofNullable(share).map(one -> one.permission));
    assertThat(versions.findUsable(who.organization(), model).map(UsableModel::version))
        .as("using %s", what)
        .isEqualTo(
            mayUse(who, model)
                ? Optional.of(share == null ? entry.accepted : share.version)
                : Optional.empty());
    assertThat(opensByApi(who, model))
        .as("using by the API %s", what)
        .isEqualTo(share != null && mayUse(share));
    if (share != null) {
      assertThat(terms.of(who.organization(), model))
          .as("own terms on %s", what)
          .isEqualTo(share.terms);
    }
    assertThat(answer(() -> assertThat(contributions.requireContributor(model, who)).isNotNull()))
        .as("contributing to %s", what)
        .isEqualTo(mayContribute(who, model));
    assertThat(answer(() -> assertThat(data.requireEditable(model, who)).isNotNull()))
        .as("feeding %s", what)
        .isEqualTo(mayOwn(who, model, true));
    assertThat(answer(() -> models.requireDeletable(model, who)))
        .as("deleting %s", what)
        .isEqualTo(mayOwn(who, model, who.role() != Role.USER));
    assertThat(answer(() -> assertThat(sharing.requireShareable(model, who)).isNotNull()))
        .as("sharing %s", what)
        .isEqualTo(mayShare(who, model));
    assertThat(access.holders(model).stream().map(Holder::organization))
        .as("holders of %s", what)
        .containsExactlyInAnyOrderElementsOf(
            entry.shares.keySet().stream().filter(one -> share(model, one) != null).toList());
    assertThat(versions.list(model, who).isEmpty())
        .as("versions of %s", what)
        .isEqualTo(!sees(who, model));
  }
}
