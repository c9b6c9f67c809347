package io.diction.dataset.contribution;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.Permission;
import io.diction.dataset.contribution.Contribution.State;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class ContributionsTest {
  private static final String GOOD = "good morning doctor\nthe patient slept well\n";

  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private CustomModels models;
  @Autowired private Contributions contributions;
  @Autowired private ContributionJob check;
  @Autowired private Blobs blobs;
  @Autowired private ModelAccess access;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient jdbc;

  private SignedIn owner;
  private SignedIn customer;
  private CustomModelId model;

  @BeforeEach
  void signIn() {
    owner = people.user(Role.ORGADMIN);
    customer = people.user(Role.USER);
    model = fixtures.model(owner, "Medical EN");
    fixtures.share(model, customer.organization(), Permission.CONTRIBUTE);
  }

  private List<Contribution> listed(CustomModelId id, SignedIn who) {
    return contributions.page(id, GridQuery.first("offered").withSize(100), who).rows();
  }

  private Contribution offered(String text) throws IOException {
    contributions.offer(model, List.of(kept("words.txt", text)), customer);
    UUID id = listed(model, customer).get(0).id();
    await(() -> contributions.get(model, id, customer).state() != State.CHECKING);
    return contributions.get(model, id, customer);
  }

  private Contributions.Kept kept(String name, String text) throws IOException {
    return contributions.keep(
        model, name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), customer);
  }

  @Test
  void takesNoMoreThanFiftyAtATimeAndTellsTheOwnerOnce() throws IOException {
    List<Contributions.Kept> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(kept("words-%02d.txt".formatted(i), "words of file " + i));
    }
    contributions.offer(model, many, customer);
    Contributions.Kept oneMore = kept("more.txt", "one more");

    assertThatThrownBy(() -> contributions.offer(model, List.of(oneMore), customer))
        .isInstanceOf(LimitReached.class);
    List<Contribution> open = listed(model, owner);
    assertThat(open).hasSize(50);
    await(() -> listed(model, owner).stream().allMatch(Contribution::isWaiting));

    GridPage<Contribution> second =
        contributions.page(model, GridQuery.first("offered").withPage(2), owner);
    assertThat(second.total()).isEqualTo(50);
    assertThat(second.rows()).isEqualTo(listed(model, owner).subList(25, 50));

    contributions.withdraw(model, open.get(0).id(), customer);
    contributions.offer(model, List.of(oneMore), customer);
    assertThat(listed(model, owner))
        .as("what is open comes first")
        .first()
        .matches(Contribution::isOpen);
  }

  private static void await(BooleanSupplier done) {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!done.getAsBoolean()) {
      assertThat(Instant.now()).as("still waiting").isBefore(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private Document page(String path, SignedIn who) {
    try {
      return Jsoup.parse(
          web.get()
              .uri(path)
              .with(as(who))
              .exchange()
              .getResponse()
              .getContentAsString(StandardCharsets.UTF_8));
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private long datasets() {
    return jdbc.sql("select count(*) from model_dataset where model_id = :model")
        .param("model", model.value())
        .query(Long.class)
        .single();
  }

  @Test
  void countsNothingBeforeTheOwnerApproves() throws IOException {
    Contribution offered = offered(GOOD);

    assertThat(offered.state()).isEqualTo(State.WAITING);
    assertThat(datasets()).isZero();
    assertThat(models.get(model, owner).status()).isEqualTo(ModelStatus.NOT_RUNNING);
    String path = Contributions.path(model);
    assertThat(page(path, owner).select("tbody tr").text())
        .contains("words.txt", "Waits for approval");
    assertThat(page(path + "/" + offered.id(), owner).select("main").text())
        .contains("Validation report", "Approve", "Refuse");
    assertThat(page(path + "/" + offered.id(), customer).select("#refuse-form")).isEmpty();

    contributions.approve(model, offered.id(), owner);

    assertThat(datasets()).isEqualTo(1);
    await(() -> models.get(model, owner).status() == ModelStatus.READY_TO_RUN);
    assertThat(contributions.get(model, offered.id(), customer).state()).isEqualTo(State.APPROVED);
    assertThat(blobs.isUsed(customer.organization(), offered.sha256())).isFalse();
    assertThatThrownBy(() -> contributions.approve(model, offered.id(), owner))
        .isInstanceOf(WrongState.class);
  }

  @Test
  void refusesWithAReasonThatTheContributorReads() throws IOException {
    Contribution offered = offered(GOOD);
    assertThatThrownBy(() -> contributions.refuse(model, offered.id(), "  ", owner))
        .isInstanceOf(Invalid.class);

    contributions.refuse(model, offered.id(), "Not of our field", owner);

    assertThat(page(Contributions.path(model) + "/" + offered.id(), customer).text())
        .contains("Refused", "Not of our field");
    assertThat(datasets()).isZero();
    assertThat(blobs.isUsed(customer.organization(), offered.sha256())).isFalse();
  }

  /** As when its bytes are lost before the check begins. */
  @Test
  void leavesWhatCouldNotBeCheckedToTheOwner() throws IOException {
    Contribution offered = offered(GOOD);
    jdbc.sql("update contribution set state = 'CHECKING' where id = :id")
        .param("id", offered.id())
        .update();

    check.ended(ended(offered, JobState.SUCCEEDED));
    assertThat(contributions.get(model, offered.id(), owner).state()).isEqualTo(State.CHECKING);
    assertThat(page(Contributions.path(model), customer).select("#contributions").attr("hx-get"))
        .as("asks again until the check is over")
        .isEqualTo(Contributions.path(model));
    check.ended(ended(offered, JobState.FAILED));
    assertThat(page(Contributions.path(model), customer).select("#contributions[hx-get]"))
        .isEmpty();

    Contribution failed = contributions.get(model, offered.id(), owner);
    assertThat(failed.state()).isEqualTo(State.WAITING);
    assertThat(failed.errors()).isEqualTo(1);
    assertThat(page(Contributions.path(model) + "/" + offered.id(), owner).text())
        .contains("The check broke down. reference 7");
    contributions.refuse(model, offered.id(), "Cannot be read", owner);
  }

  private static Job ended(Contribution offered, JobState state) {
    return new Job(
        UUID.randomUUID(),
        offered.organization(),
        ContributionJob.KIND,
        offered.id(),
        state,
        "",
        0,
        "",
        false,
        Instant.EPOCH,
        null,
        null,
        "internal_error",
        "reference 7");
  }

  /** Whoever decides hears and reads what it is about, and jumps in it; nobody afterwards. */
  @Test
  void showsTheFileToThoseWhoDecideUntilTheyHave() throws IOException {
    Contribution waiting = offered(GOOD);
    String path = Contributions.path(model) + "/" + waiting.id();
    assertThat(page(path, owner).select("#offered-file a[download]").attr("href"))
        .isEqualTo(path + "/file");

    assertThat(web.get().uri(path + "/file").with(as(owner)).exchange())
        .hasStatusOk()
        .hasBodyTextEqualTo(GOOD)
        .hasHeader("X-Content-Type-Options", "nosniff");
    assertThat(
            web.get().uri(path + "/file").header("Range", "bytes=5-11").with(as(owner)).exchange())
        .hasStatus(206)
        .hasBodyTextEqualTo(GOOD.substring(5, 12));
    SignedIn stranger = people.user(Role.ORGADMIN);
    assertThat(web.get().uri(path + "/file").with(as(stranger)).exchange()).hasStatus(404);

    contributions.refuse(model, waiting.id(), "Noisy", owner);

    assertThat(page(path, owner).select("#offered-file")).isEmpty();
    assertThat(web.get().uri(path + "/file").with(as(owner)).exchange()).hasStatus(404);
  }

  @Test
  void reportsWhatIsWrongWithIt() throws IOException {
    Contribution offered = offered("good morning\n\u0007\u0007\n<<<>>>\n");

    assertThat(offered.errors() + offered.warnings()).isPositive();
    assertThat(page(Contributions.path(model) + "/" + offered.id(), owner).select(".files li"))
        .isNotEmpty();
  }

  @Test
  void isForThoseAloneWhoMayContribute() throws IOException {
    Contribution offered = offered(GOOD);
    SignedIn viewer = people.user(Role.ORGADMIN);
    fixtures.share(model, viewer.organization(), Permission.USE);
    SignedIn stranger = people.user(Role.ORGADMIN);
    SignedIn other = people.user(Role.ORGADMIN);
    fixtures.share(model, other.organization(), Permission.CONTRIBUTE);
    SignedIn user = people.user(owner.organization(), Role.USER);

    assertThatThrownBy(() -> contributions.requireContributor(model, viewer))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> contributions.requireContributor(model, stranger))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> contributions.requireContributor(model, owner))
        .isInstanceOf(NotAllowed.class);
    assertThat(listed(model, other)).isEmpty();
    assertThatThrownBy(() -> contributions.get(model, offered.id(), other))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> contributions.approve(model, offered.id(), user))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> contributions.approve(model, offered.id(), customer))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> contributions.approve(model, offered.id(), other))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void takesBackWhatIsOpenWhenThePermissionIsLoweredAndStillShowsIt() throws IOException {
    Contribution offered = offered(GOOD);

    var given =
        transaction.execute(
            status -> access.give(model, customer.organization(), Permission.VIEW, false, owner));

    assertThat(given.before()).isEqualTo(Permission.CONTRIBUTE);
    assertThat(listed(model, customer))
        .extracting(Contribution::state)
        .containsExactly(State.WITHDRAWN);
    assertThat(contributions.get(model, offered.id(), customer).name()).isEqualTo("words.txt");
    assertThat(blobs.isUsed(customer.organization(), offered.sha256())).isFalse();
    assertThatThrownBy(() -> contributions.approve(model, offered.id(), owner))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> contributions.withdraw(model, offered.id(), customer))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> contributions.requireContributor(model, customer))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void takesBackWhatIsOpenWhenTheModelGoes() throws IOException {
    Contribution offered = offered(GOOD);

    models.delete(model, owner);

    assertThat(blobs.isUsed(customer.organization(), offered.sha256())).isFalse();
    assertThat(
            jdbc.sql("select count(*) from contribution where model_id = :model")
                .param("model", model.value())
                .query(Long.class)
                .single())
        .isZero();
  }
}
