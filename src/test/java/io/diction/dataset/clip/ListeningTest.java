package io.diction.dataset.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetErased;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetStatus;
import io.diction.dataset.DatasetType;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.web.Refusal.NotFound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** What is kept of recordings to be heard. */
@PortalTest
@Import(OrganizationFixtures.class)
class ListeningTest {
  @Autowired private Listening listening;
  @Autowired private ListeningCleanUp cleanUp;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private Blobs blobs;
  @Autowired private Environment environment;

  private Dataset dataset;

  @BeforeEach
  void makeDataset() throws IOException {
    SignedIn user = organizations.user(Role.USER);
    Blob blob =
        blobs.store(
            user.organization(),
            new ByteArrayInputStream(WavWriter.bytes(SpeechFixtures.tone(440, 0.3, 0.5, 16_000))));
    dataset =
        new Dataset(
            new DatasetId(Ids.next()),
            user.organization(),
            Ids.next(),
            "tone.wav",
            DatasetType.AUDIO,
            DatasetStatus.READY,
            blob.sha256(),
            blob.sizeBytes(),
            500L,
            0,
            0,
            0,
            Ids.next(),
            OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
            null,
            null,
            null);
  }

  private Path folder() {
    return Path.of(environment.getRequiredProperty("diction.data"))
        .resolve("cache/listen")
        .resolve(dataset.id().toString());
  }

  @Test
  void keepsWhatIsAskedForAsTheNewest() throws IOException {
    assertThat(listening.peaks(dataset, "tone.wav", dataset.sha256())).isNotNull();
    Path kept = folder().resolve(dataset.sha256() + ".peaks");
    Files.setLastModifiedTime(kept, FileTime.from(Instant.EPOCH));

    assertThat(listening.peaks(dataset, "tone.wav", dataset.sha256())).isNotNull();

    assertThat(Files.getLastModifiedTime(kept).toInstant()).isAfter(Instant.EPOCH);
  }

  /** Another node deleted it, and told nobody here. */
  @Test
  void removesWhatWasListenedToOfADatasetThatIsGone() throws IOException {
    assertThat(listening.peaks(dataset, "tone.wav", dataset.sha256())).isNotNull();

    cleanUp.removeGone(Instant.now().minusSeconds(60));
    assertThat(folder()).as("it may be on its way").exists();
    cleanUp.removeGone(Instant.now().plusSeconds(60));

    assertThat(folder()).doesNotExist();
  }

  @Test
  void makesNothingOfADatasetThatIsGone() throws IOException {
    assertThat(listening.peaks(dataset, "tone.wav", dataset.sha256())).isNotNull();

    listening.on(new DatasetErased(dataset.id(), dataset.organization()));

    // In a transaction and on a thread of its own.
    await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(folder()));
    assertThatThrownBy(() -> listening.peaks(dataset, "tone.wav", dataset.sha256()))
        .isInstanceOf(NotFound.class);
    assertThat(folder()).doesNotExist();
  }
}
