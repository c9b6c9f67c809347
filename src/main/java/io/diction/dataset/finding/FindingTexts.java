package io.diction.dataset.finding;

import io.diction.dataset.change.Fix;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says findings in sentences. */
@Component
public class FindingTexts {
  private static final Set<String> REASONED =
      Set.of("audio_unreadable", "bad_structure", "bad_json", "display_rule");

  private final MessageSource messages;
  private final ReasonTexts reasons;

  public FindingTexts(MessageSource messages) {
    this.messages = messages;
    this.reasons = new ReasonTexts(messages);
  }

  /**
   * A finding as a user reads it.
   *
   * @param place where in the file, empty for the whole of it
   * @param remedy what to do
   * @param fix what one click would do, empty where none would mend it
   * @param times how many it stands for
   */
  public record Line(
      boolean error,
      String code,
      String rule,
      String file,
      int line,
      int column,
      String place,
      String sentence,
      String remedy,
      String fix,
      int times)
      implements Serializable {}

  public List<Line> of(List<Finding> findings) {
    return findings.stream().map(this::of).toList();
  }

  public Line of(Finding finding) {
    return new Line(
        finding.error(),
        finding.code(),
        finding.rule(),
        finding.file(),
        finding.line(),
        finding.column(),
        place(finding),
        sentence(finding),
        text(finding.remedyKey(), arguments(finding)),
        Fix.of(finding.rule(), finding.file()).map(fix -> text(fix.messageKey())).orElse(""),
        finding.times());
  }

  private String sentence(Finding finding) {
    String sentence = text(finding.messageKey(), arguments(finding));
    return finding.times() == 1 || finding.rule().equals("more_findings")
        ? sentence
        : text("dataset.times", sentence, finding.times() - 1);
  }

  /** Of some rules the speech core says the reason, in English. */
  private Object[] arguments(Finding finding) {
    return REASONED.contains(finding.rule())
        ? finding.arguments().stream().map(reasons::of).toArray()
        : finding.messageArguments();
  }

  private String place(Finding finding) {
    if (finding.line() == 0) {
      return "";
    }
    return finding.column() == 0
        ? text("dataset.place.line", finding.line())
        : text("dataset.place.column", finding.line(), finding.column());
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
