package io.diction.dataset.agreement;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.TrainingData.Text;
import io.diction.dataset.word.Guesses;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ClipHearing;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.UserTexts;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.vocabulary.VocabularyTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens the ears of a model: they hear what its next training would. */
@Component
public class Hearings {
  private final ModelData models;
  private final BaseModels baseModels;
  private final VocabularyTerms vocabulary;
  private final io.diction.dataset.TrainingData data;
  private final Guesses guesses;
  private final HeardClips clips;

  Hearings(
      ModelData models,
      BaseModels baseModels,
      VocabularyTerms vocabulary,
      io.diction.dataset.TrainingData data,
      Guesses guesses,
      HeardClips clips) {
    this.models = models;
    this.baseModels = baseModels;
    this.vocabulary = vocabulary;
    this.data = data;
    this.guesses = guesses;
    this.clips = clips;
  }

  /**
   * @param base hash of the base model
   * @param identity of the base model and of all lists that change what is heard
   */
  record Opened(ClipHearing hearing, String base, String identity) {}

  /** The language of a model, two letters; empty when the model is gone. */
  Optional<String> language(CustomModelId model) {
    return models.findForWork(model).map(ModelView::locale).map(locale -> locale.split("[-_]")[0]);
  }

  /** Empty where no base model of the language can be trained, or the model is gone. */
  Optional<Opened> open(CustomModelId model, OrganizationId organization, Progress progress)
      throws IOException {
    return open(model, organization, clips.folder(model), progress);
  }

  /**
   * Ears for what nobody keeps.
   *
   * @param folder for what is heard, which may be removed afterwards
   */
  public Optional<TrialComparison> trial(
      CustomModelId model,
      OrganizationId organization,
      AudioDecoder decoder,
      Path folder,
      Progress progress)
      throws IOException {
    return open(model, organization, folder, progress)
        .map(opened -> new TrialComparison(opened.hearing(), language(model).orElse(""), decoder));
  }

  /** The base model that a model is trained on next. */
  public Optional<SpeechModel> base(CustomModelId model) {
    return models
        .findForWork(model)
        .map(ModelView::locale)
        .flatMap(locale -> baseModels.trainable(locale).stream().findFirst())
        .map(base -> baseModels.speechModel(base.id()));
  }

  private Optional<Opened> open(
      CustomModelId model, OrganizationId organization, Path folder, Progress progress)
      throws IOException {
    Optional<BaseModel> base =
        models
            .findForWork(model)
            .map(ModelView::locale)
            .flatMap(locale -> baseModels.trainable(locale).stream().findFirst());
    if (base.isEmpty()) {
      return Optional.empty();
    }
    SpeechModel speech = baseModels.speechModel(base.get().id());
    TrainingData lists = lists(model, organization);
    ClipHearing hearing = ClipHearing.of(speech, lists, () -> guesses(speech, progress), folder);
    Sha256 identity = new Sha256().add(speech.sha256());
    lists.vocabulary().forEach(term -> identity.add(term.toString()));
    lists.spokenForms().forEach(form -> identity.add(form.toString()));
    return Optional.of(new Opened(hearing, speech.sha256(), identity.hex()));
  }

  private GraphemeToPhoneme guesses(SpeechModel speech, Progress progress) {
    try {
      return guesses.get(speech, progress);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private TrainingData lists(CustomModelId model, OrganizationId organization) throws IOException {
    UserTexts texts = new UserTexts();
    for (Text text : data.get(model, organization).texts()) {
      try {
        texts.add(text.file(), text.name());
      } catch (FormatException wrong) {
        // The training says so, and ends.
        continue;
      }
    }
    List<Term> terms = vocabulary.all(organization, model).stream().map(Hearings::term).toList();
    return new TrainingData(List.of(), List.of(), terms, texts.spokenForms());
  }

  /** A term as the speech core takes it. */
  public static Term term(VocabularyTerm term) {
    return new Term(
        term.term(),
        term.pronunciation(),
        term.weight(),
        term.context().lines().filter(line -> !line.isBlank()).toList());
  }
}
