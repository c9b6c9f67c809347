package io.diction.catalog;

import io.diction.identity.Ids;
import io.diction.speech.SpeechModel;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.Packs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Registers the language packs of this installation as base models: the US-English one that comes
 * with the application and those in the folder of packs, into which another process may put one at
 * any time. Their dates count from when they are first seen; in the demo profile the built-in one
 * is charged for, so that credits can be seen at work.
 */
@Component
class InstalledPacks implements InitializingBean {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledPacks.class);
  private static final int ADAPTATION_YEARS = 5;
  private static final int TRANSCRIPTION_YEARS = 7;

  /** How long a pack put into the folder may stay unseen. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final Packs packs;
  private final BaseModelRows rows;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean charged;
  private final Lock registering = new ReentrantLock();
  private final LoadedPacks loaded = new LoadedPacks(LanguagePack::speechModel);
  private volatile @Nullable Listing listing;

  InstalledPacks(
      CatalogSettings settings,
      BaseModelRows rows,
      PlatformTransactionManager transactions,
      Clock clock,
      Environment environment) {
    packs = new Packs(settings.packs());
    this.rows = rows;
    // A page that only reads may be the first to see a pack.
    transaction = new TransactionTemplate(transactions);
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
    charged = environment.acceptsProfiles(Profiles.of("demo"));
  }

  /** What the folder held a moment ago. */
  private record Listing(List<LanguagePack> packs, Instant readAt) {}

  /** After the migrations, on which the rows depend; before the web server and example data. */
  @Override
  public void afterPropertiesSet() {
    register();
  }

  /** Looks into the folder and registers what is new; after an installation, and now and then. */
  void register() {
    registering.lock();
    try {
      lookIntoFolder();
    } finally {
      registering.unlock();
    }
  }

  private void lookIntoFolder() {
    try {
      List<LanguagePack> found = packs.list();
      packs.damaged().forEach(d -> LOG.warn("language pack {}: {}", d.name(), d.problem()));
      List<BaseModel> known = rows.snapshot().models();
      for (LanguagePack pack : found) {
        if (known.stream().noneMatch(model -> model.packSha256().equals(pack.sha256()))) {
          transaction.executeWithoutResult(status -> add(pack, known));
        }
      }
      listing = new Listing(found, clock.instant());
    } catch (IOException problem) {
      throw new UncheckedIOException("the folder of language packs cannot be read", problem);
    }
  }

  private void add(LanguagePack pack, List<BaseModel> known) {
    String locale = pack.locale().toLanguageTag();
    String date = pack.description().date();
    boolean taken =
        known.stream()
            .anyMatch(model -> model.locale().equals(locale) && model.name().equals(date));
    OffsetDateTime now =
        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
    rows.addIfAbsent(
        new BaseModel(
            new BaseModelId(Ids.next()),
            locale,
            "",
            taken ? date + " " + pack.name() : date,
            List.of("audio", "text", "pronunciation"),
            charged && pack.isBuiltIn(),
            now,
            now.plusYears(ADAPTATION_YEARS),
            now.plusYears(TRANSCRIPTION_YEARS),
            pack.sha256()),
        pack.name());
  }

  /**
   * Looks into the folder when it has not been looked into for a while and nobody else is doing so.
   */
  void refresh() {
    Listing kept = listing;
    if (kept == null) {
      register();
    } else if (kept.readAt().plus(KEPT).isBefore(clock.instant()) && registering.tryLock()) {
      try {
        lookIntoFolder();
      } finally {
        registering.unlock();
      }
    }
  }

  /** The installed pack of a hash. */
  Optional<LanguagePack> find(String sha256) {
    refresh();
    Listing kept = listing;
    return kept == null
        ? Optional.empty()
        : kept.packs().stream().filter(pack -> pack.sha256().equals(sha256)).findFirst();
  }

  /** The packs whose models are in memory, but for the built-in one. */
  List<String> loaded() {
    Listing kept = listing;
    return kept == null
        ? List.of()
        : kept.packs().stream().filter(loaded::has).map(LanguagePack::name).toList();
  }

  /** Loads a pack, or finds it in memory; listing does not wait for it. */
  SpeechModel speechModel(LanguagePack pack) {
    return loaded.get(pack);
  }
}
