package io.diction.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.api.Operation;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

class ModelReferencesTest {
  private static final Links LINKS = new Links("https://diction.example.org");

  @PortalTest
  @Import({OrganizationFixtures.class, CustomModelFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private CustomModelFixtures fixtures;
    @Autowired private Versions versions;
    @Autowired private ModelReferences references;

    private SignedIn owner;

    @BeforeEach
    void enter() {
      owner = people.user(Role.ORGADMIN);
    }

    private static EntityReference at(String path) {
      return EntityReference.of(
          "https://elsewhere" + Operation.BASE + path, "model", ModelReferences.kinds());
    }

    private ModelVersion trained(String name) {
      CustomModelId model = fixtures.trained(owner, name);
      return versions.list(model, owner).get(0);
    }

    @Test
    void leadToOneVersionAndBack() {
      ModelVersion version = trained("Gate control");
      EntityReference.Link link =
          references.link(version.id(), owner.organization(), LINKS).orElseThrow();

      ReferencedModel found =
          references.requireUsable(at("/models/" + version.job()), "model", "en-us", owner);

      assertThat(found.link(LINKS)).isEqualTo(link);
      assertThat(found.displayName()).isEqualTo("Gate control");
      assertThat(found.base().id()).isEqualTo(version.baseModel());
      assertThat(found.transcriptionUntil()).isEqualTo(version.made().expiresAt());
      assertThat(found.version())
          .isEqualTo(
              new ReferencedModel.Version(
                  version.model(),
                  version.id(),
                  1,
                  owner.organization(),
                  version.made().artifact().sha256()));
    }

    @Test
    void leadToBaseModels() {
      ReferencedModel usual = references.usual("en-US");

      assertThat(usual.isBase()).isTrue();
      assertThat(references.find(at("/models/base/" + usual.id()), owner)).contains(usual);
      assertThat(usual.link(LINKS).self())
          .isEqualTo("https://diction.example.org/speechtotext/v3.2/models/base/" + usual.id());
      assertThat(ModelReferences.link(usual.base().id(), LINKS)).isEqualTo(usual.link(LINKS));
    }

    @Test
    void ofOthersOrOfAnotherLanguageAreRefused() {
      UUID id = trained("Gate control").job();
      SignedIn stranger = people.user(Role.ORGADMIN);

      refused(DetailCode.INVALID_MODEL, "/models/" + id, "en-US", stranger);
      refused(DetailCode.INVALID_MODEL, "/models/" + UUID.randomUUID(), "en-US", owner);
      refused(DetailCode.INVALID_BASE_MODEL, "/models/base/" + id, "en-US", owner);
      refused(DetailCode.MODEL_MISMATCH, "/models/" + id, "nl-NL", owner);
    }

    @Test
    void toWhatIsOverNameTheSuccessor() {
      ModelVersion version = trained("Gate control");
      fixtures.expire(version.model());

      assertThatThrownBy(
              () ->
                  references.requireUsable(at("/models/" + version.job()), "model", "en-US", owner))
          .isInstanceOfSatisfying(
              ApiError.class,
              error -> {
                assertThat(error.inner()).isEqualTo(DetailCode.MODEL_DEPRECATED);
                assertThat(error.details())
                    .containsEntry("dictionCode", "base_model_expired")
                    .containsEntry("successor", references.usual("en-US").id().toString());
              });
    }

    private void refused(DetailCode code, String path, String locale, SignedIn who) {
      assertThatThrownBy(() -> references.requireUsable(at(path), "model", locale, who))
          .isInstanceOfSatisfying(
              ApiError.class, error -> assertThat(error.inner()).isEqualTo(code));
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
