package io.diction.cli;

import io.diction.speech.RecognitionSettings.Voice;
import io.diction.speech.SpeechModel;
import picocli.CommandLine.Option;

/** Whether recognition adapts to the voice and the room of each recording. */
final class VoiceOption {
  @Option(
      names = "--two-passes",
      description =
          "Adapts to the voice of each recording: recognises its first half minute twice and the"
              + " rest with what was learnt.")
  private boolean twoPasses;

  SpeechModel apply(SpeechModel model) {
    return twoPasses ? model.withSettings(model.settings().withVoice(Voice.TWO_PASSES)) : model;
  }
}
