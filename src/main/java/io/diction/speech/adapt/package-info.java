/**
 * The training recipe: data in, a self-contained model folder out.
 *
 * <p>A training is a row of {@link io.diction.speech.adapt.TrainingStage stages} over a working
 * folder; each can be run by itself, and one that is finished is not run again.
 *
 * <pre>{@code
 * CorpusSpeech speech = new CorpusSpeech(parts, decoder);
 * UserTexts texts = speech.texts();
 * TrainingData data = new TrainingData(speech.utterances(), texts.sentences(), terms, texts.spokenForms());
 * TrainingRun run = new TrainingRun(workFolder, SpeechModel.english(), data, settings, speech);
 * for (TrainingStage stage : TrainingStage.values()) {
 *   run.run(stage, progress);
 * }
 * run.export(folder);
 * SpeechModel custom = ModelFolder.read(folder).open(SpeechModel.english());
 * }</pre>
 */
@NullMarked
package io.diction.speech.adapt;

import org.jspecify.annotations.NullMarked;
