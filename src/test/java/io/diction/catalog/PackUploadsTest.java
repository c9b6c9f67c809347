package io.diction.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.audit.AuditFilter;
import io.diction.audit.AuditLog;
import io.diction.catalog.PackUploads.Outcome;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.pack.PackFixtures;
import io.diction.testing.PortalTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Language packs sent from the page of the administration. */
@PortalTest
@Import(OrganizationFixtures.class)
class PackUploadsTest {
  @TempDir private static Path folder;

  @Autowired private PackUploads uploads;
  @Autowired private BaseModels baseModels;
  @Autowired private AuditLog log;
  @Autowired private OrganizationFixtures people;

  @DynamicPropertySource
  static void packs(DynamicPropertyRegistry registry) {
    registry.add("diction.catalog.packs", () -> folder.resolve("packs").toString());
  }

  @Test
  void areOfferedAtOnceAndWrittenDown() throws IOException {
    SignedIn sysop = people.user(Role.SYSOP);
    Path archive = PackFixtures.zipped(PackFixtures.described(folder, "tiny"));

    Outcome outcome;
    try (InputStream bytes = Files.newInputStream(archive)) {
      outcome = uploads.install(sysop, "..\\..\\tiny.ZIP", bytes);
    }

    assertThat(outcome.isInstalled()).as(outcome.toString()).isTrue();
    assertThat(baseModels.usable("eo")).hasSize(1);
    assertThat(
            log.page(
                sysop,
                new AuditFilter(sysop.organization(), "", "base-model.install", "", null, null),
                null,
                10))
        .singleElement()
        .satisfies(entry -> assertThat(entry.objectName()).isEqualTo(outcome.pack()));
    assertNothingLeft();
  }

  @Test
  void areRefusedWithASentenceWhenTheyAreNone() throws IOException {
    Outcome outcome =
        uploads.install(
            people.user(Role.SYSOP), "a.zip", new ByteArrayInputStream(new byte[] {'P', 'K', 3}));

    assertThat(outcome.isInstalled()).isFalse();
    assertThat(outcome.findings())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).contains("a.zip"));
    assertNothingLeft();
  }

  @Test
  void areTakenFromASysopAlone() {
    SignedIn admin = people.user(Role.ORGADMIN);

    assertThatThrownBy(() -> uploads.install(admin, "a.zip", InputStream.nullInputStream()))
        .isInstanceOf(RightMissing.class);
  }

  private static void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("packs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }
}
