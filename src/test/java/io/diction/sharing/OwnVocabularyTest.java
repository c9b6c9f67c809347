package io.diction.sharing;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.Permission;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.sharing.OwnTermList.OwnTerm;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.OwnTerms;
import io.diction.testing.PortalTest;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import(SharingFixtures.class)
class OwnVocabularyTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private OwnVocabulary vocabulary;
  @Autowired private OwnTermRows rows;
  @Autowired private VocabularyTerms terms;
  @Autowired private Sharing sharing;
  @Autowired private ModelAccess access;
  @Autowired private BaseModels baseModels;
  @Autowired private Jobs jobs;
  @Autowired private TransactionTemplate transaction;

  private SignedIn reseller;
  private SignedIn customer;
  private CustomModelId model;
  private String place;

  @BeforeEach
  void share() {
    reseller = people.user(Role.RESELLER);
    customer = people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    model = fixtures.trained(reseller, "Medical");
    fixtures.share(model, customer.organization(), Permission.USE);
    place = "/custom-models/" + model + "/own-terms";
  }

  private MockHttpServletResponse save(SignedIn who, String list) {
    return web.post()
        .uri(place)
        .with(as(who))
        .with(csrf())
        .param("terms", list)
        .exchange()
        .getResponse();
  }

  private String page(SignedIn who) throws Exception {
    return web.get().uri(place).with(as(who)).exchange().getResponse().getContentAsString();
  }

  @Test
  void keepsAListThatOneOrganizationSeesAlone() throws Exception {
    assertThat(save(customer, "Oyelaran = oh yeah la ran\r\n\r\nZolvantix\r\noyelaran").getStatus())
        .isEqualTo(302);

    assertThat(Jsoup.parse(page(customer)).select("textarea").val())
        .isEqualTo("Zolvantix\noyelaran");
    assertThat(rows.of(customer.organization(), model))
        .containsExactly(new OwnTerm("Zolvantix", ""), new OwnTerm("oyelaran", ""));
    assertThat(terms.count(reseller.organization(), model)).as("its owner's vocabulary").isZero();
    SignedIn other = people.user(Role.ORGADMIN);
    fixtures.share(model, other.organization(), Permission.CONTRIBUTE);
    assertThat(Jsoup.parse(page(other)).select("textarea").val()).isEmpty();
  }

  /** An endpoint answers at once: what takes a while to learn is a job's. */
  @Test
  void letsNobodyWaitForAnAnswerWhileItIsLearntHowTermsAreSaid() {
    BaseModelId base = baseModels.usable("en-US").get(0).id();
    SpeechModel speech = baseModels.speechModel(base);

    save(customer, "Zolvantix");
    assertThat(vocabulary.overAtOnce(customer.organization(), model, speech)).isEmpty();
    assertThat(jobs.latest(customer.organization(), "pronunciation-guesses", base.value()))
        .isPresent();

    save(customer, "Zolvantix = sold van ticks");
    assertThat(vocabulary.overAtOnce(customer.organization(), model, speech))
        .hasValueSatisfying(layered -> assertThat(layered.terms()).isOne());
  }

  @Test
  void saysWhichLinesAreNoTerms() throws Exception {
    MockHttpServletResponse refused =
        save(customer, "Zolvantix\n=cmd()\n???\natrial fibrillation = a fib\nOyelaran = ...");

    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.getContentAsString()).select("#own-terms-problems li"))
        .extracting(line -> line.text().substring(0, 7))
        .containsExactly("Line 2:", "Line 3:", "Line 4:", "Line 5:");
    assertThat(Jsoup.parse(refused.getContentAsString()).select("textarea").text())
        .as("what was typed")
        .contains("Zolvantix");
    assertThat(rows.of(customer.organization(), model)).isEmpty();
    String many =
        IntStream.rangeClosed(0, OwnTermList.MOST_TERMS)
            .mapToObj(number -> "term" + number)
            .collect(Collectors.joining("\n"));
    assertThatThrownBy(() -> OwnTermList.read(many)).isInstanceOf(LimitReached.class);
    assertThat(save(customer, many).getStatus()).isBetween(400, 499);
  }

  @Test
  void isForThoseWhoMayTranscribeWithTheModelOfAnother() throws Exception {
    SignedIn viewer = people.user(Role.ORGADMIN);
    fixtures.share(model, viewer.organization(), Permission.VIEW);

    assertThat(save(viewer, "Zolvantix").getStatus()).isEqualTo(403);
    assertThat(save(reseller, "Zolvantix").getStatus()).isEqualTo(404);
    assertThat(save(people.user(Role.SYSOP), "Zolvantix").getStatus()).isEqualTo(404);
  }

  @Test
  void layersTermsOnTheModelForThatOrganization() {
    SpeechModel speech = SpeechModel.english();
    vocabulary.set(model, List.of(new OwnTerm("Oyelaran", "oh yeah la ran")), customer);

    OwnTerms.Layered layered =
        vocabulary.over(customer.organization(), model, speech, Progress.NONE);

    assertThat(layered.terms()).isEqualTo(1);
    assertThat(layered.model().lexicon().pronunciations("oyelaran")).isNotEmpty();
    assertThat(layered.model().sha256()).isNotEqualTo(speech.sha256());
    assertThat(vocabulary.over(customer.organization(), model, speech, Progress.NONE).model())
        .as("made once")
        .isSameAs(layered.model());
    assertThat(vocabulary.over(reseller.organization(), model, speech, Progress.NONE))
        .isEqualTo(new OwnTerms.Layered(speech, 0));
  }

  @Test
  void goesWithTheModel() {
    vocabulary.set(model, List.of(new OwnTerm("Oyelaran", "")), customer);

    var unused = sharing.remove(model, customer.organization().value(), reseller);

    assertThat(rows.of(customer.organization(), model)).isEmpty();
  }

  @Test
  void goesWhereTheModelMayOnlyBeLookedAt() {
    vocabulary.set(model, List.of(new OwnTerm("Oyelaran", "")), customer);

    lower(Permission.CONTRIBUTE);
    assertThat(rows.of(customer.organization(), model)).hasSize(1);
    lower(Permission.VIEW);

    assertThat(rows.of(customer.organization(), model)).isEmpty();
  }

  private void lower(Permission permission) {
    transaction.executeWithoutResult(
        status -> {
          var unused = access.give(model, customer.organization(), permission, false, reseller);
        });
  }

  @Test
  void waitsWhileItsOwnerTakesTheModelBack() throws Exception {
    ExecutorService colleague = Executors.newSingleThreadExecutor();
    try {
      Future<?> saved =
          transaction.execute(
              status -> {
                var unused = access.take(model, customer.organization(), reseller);
                Future<?> saving =
                    colleague.submit(
                        () ->
                            vocabulary.set(model, List.of(new OwnTerm("Oyelaran", "")), customer));
                assertThatThrownBy(() -> saving.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
                return saving;
              });

      assertThatThrownBy(saved::get).hasCauseInstanceOf(NotFound.class);
      assertThat(rows.of(customer.organization(), model)).isEmpty();
    } finally {
      colleague.shutdown();
    }
  }
}
