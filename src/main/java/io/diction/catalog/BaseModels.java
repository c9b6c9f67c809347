package io.diction.catalog;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelManifest;
import io.diction.speech.pack.LanguagePack;
import io.diction.web.Languages;
import io.diction.web.Refusal.NotFound;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The base models of this installation. */
@Service
public class BaseModels {
  private final BaseModelRows rows;
  private final InstalledPacks packs;
  private final Audit audit;
  private final Clock clock;

  BaseModels(BaseModelRows rows, InstalledPacks packs, Audit audit, Clock clock) {
    this.rows = rows;
    this.packs = packs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * In the reader’s language: every language ever installed by name, those included whose base
   * models have expired.
   */
  public List<Language> languages() {
    return snapshot().languages(Languages.current());
  }

  /** The locales of {@link #languages}, in the order of the alphabet. */
  public List<String> locales() {
    return languages().stream().map(Language::locale).sorted().toList();
  }

  /** Languages with at least one base model that can still be adapted, by name. */
  public List<Language> trainableLanguages() {
    OffsetDateTime now = now();
    Map<String, Boolean> trainable = new LinkedHashMap<>();
    for (BaseModel model : snapshot().models()) {
      trainable.merge(
          model.locale(), model.isTrainable(now) && isInstalled(model), Boolean::logicalOr);
    }
    return languages().stream()
        .filter(language -> trainable.getOrDefault(language.locale(), false))
        .toList();
  }

  public Optional<Language> findLanguage(String locale) {
    return languages().stream().filter(language -> language.locale().equals(locale)).findFirst();
  }

  /** The language's name as shown, or the locale itself once nothing is installed for it. */
  public String languageName(String locale) {
    return findLanguage(locale).map(Language::name).orElse(locale);
  }

  /** Base models of a locale that can still be adapted, the newest first. */
  public List<BaseModel> trainable(String locale) {
    OffsetDateTime now = now();
    return snapshot().models().stream()
        .filter(model -> model.locale().equals(locale) && model.isTrainable(now))
        .filter(this::isInstalled)
        .toList();
  }

  /** Base models of a locale that can still recognise, the newest first. */
  public List<BaseModel> usable(String locale) {
    OffsetDateTime now = now();
    return snapshot().models().stream()
        .filter(model -> model.locale().equals(locale) && model.isUsable(now))
        .filter(this::isInstalled)
        .toList();
  }

  public Optional<BaseModel> find(UUID id) {
    return snapshot().models().stream().filter(model -> model.id().value().equals(id)).findFirst();
  }

  public BaseModel get(BaseModelId id) {
    return find(id.value()).orElseThrow(NotFound::new);
  }

  /** Every base model, expired ones too, by language and the newest first. */
  public List<BaseModel> all() {
    return snapshot().models();
  }

  /** The packs other than the built-in one whose models are in memory. */
  public List<String> loaded() {
    return packs.loaded();
  }

  /**
   * Sets until when a base model is used and whether trainings with it are charged, for a SYSOP.
   */
  @Transactional
  public void change(
      SignedIn who,
      BaseModelId id,
      boolean charged,
      OffsetDateTime adaptationUntil,
      OffsetDateTime transcriptionUntil) {
    who.requireSysop();
    BaseModel model = get(id);
    rows.change(
        new BaseModel(
            id,
            model.locale(),
            model.languageName(),
            model.name(),
            model.capabilities(),
            charged,
            model.installedAt(),
            adaptationUntil,
            transcriptionUntil,
            model.packSha256()));
    audit.record(
        who,
        who.organization(),
        "base-model.change",
        "base-model",
        id.value(),
        model.locale() + " " + model.name(),
        "adaptation until %s, transcription until %s, %s"
            .formatted(
                adaptationUntil.toLocalDate(),
                transcriptionUntil.toLocalDate(),
                charged ? "charged" : "free"));
  }

  /** A base model whose pack was taken away is known, but neither adapts nor recognises. */
  public boolean isInstalled(BaseModel model) {
    return packs.find(model.packSha256()).isPresent();
  }

  /**
   * What recognises with it; loaded at the first call and kept a while.
   *
   * @throws FormatException when its language pack is not there any more, or damaged
   */
  public SpeechModel speechModel(BaseModelId id) {
    BaseModel model = get(id);
    return speechModel(model.packSha256(), model.languageName() + " " + model.name());
  }

  /**
   * What a trained model is put on: the pack of that hash.
   *
   * @throws FormatException when it is not there any more, or damaged
   */
  public SpeechModel speechModel(ModelManifest.Base base) {
    return speechModel(base.sha256(), base.id());
  }

  private SpeechModel speechModel(String sha256, String name) {
    LanguagePack pack =
        packs
            .find(sha256)
            .orElseThrow(
                () ->
                    new FormatException(
                        name, "", "its language pack is not installed here any more"));
    return packs.speechModel(pack);
  }

  private BaseModelRows.Snapshot snapshot() {
    packs.refresh();
    return rows.snapshot();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
  }
}
