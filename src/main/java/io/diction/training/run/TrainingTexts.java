package io.diction.training.run;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Texts that a training writes down while nobody looks: names of stages, lines of its log. */
@Component
public class TrainingTexts {
  private final MessageSource messages;

  public TrainingTexts(MessageSource messages) {
    this.messages = messages;
  }

  public String of(String stage) {
    return text("training.stage." + stage);
  }

  public String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
