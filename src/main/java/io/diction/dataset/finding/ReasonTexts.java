package io.diction.dataset.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Says in the reader's language why the speech core could not use something. The core speaks
 * English, and so do reasons that are kept; their English texts in the bundle tell which is which.
 */
@Component
public class ReasonTexts {
  private static final String ENGLISH = "/messages/dataset-reasons.properties";
  private static final String KEYS = "reason.";
  private static final String COLUMN = KEYS + "column";
  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");
  private static final List<Known> KNOWN = read();

  private final MessageSource messages;

  public ReasonTexts(MessageSource messages) {
    this.messages = messages;
  }

  /** A reason as the core says it. */
  private record Known(String key, Pattern text, int arguments) {}

  private static List<Known> read() {
    Properties texts = new Properties();
    try (InputStream bundle = ReasonTexts.class.getResourceAsStream(ENGLISH);
        Reader reader = new InputStreamReader(bundle, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Known> known = new ArrayList<>();
    for (String key : texts.stringPropertyNames()) {
      String text = texts.getProperty(key);
      List<MatchResult> arguments = ARGUMENT.matcher(text).results().toList();
      StringBuilder pattern = new StringBuilder();
      int at = 0;
      for (MatchResult argument : arguments) {
        pattern.append(Pattern.quote(text.substring(at, argument.start()))).append("(.+?)");
        at = argument.end();
      }
      pattern.append(Pattern.quote(text.substring(at)));
      known.add(new Known(key, Pattern.compile(pattern.toString()), arguments.size()));
    }
    return known;
  }

  /** The same in the reader's language; as it is where it is no reason that is known. */
  public String of(String reason) {
    for (Known known : KNOWN) {
      Matcher found = known.text().matcher(reason);
      if (found.matches()) {
        Object[] arguments = new Object[known.arguments()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = known.key().equals(COLUMN) ? of(found.group(i + 1)) : found.group(i + 1);
        }
        return messages.getMessage(known.key(), arguments, reason, LocaleContextHolder.getLocale());
      }
    }
    return reason;
  }

  static boolean isKnown(String reason) {
    return KNOWN.stream().anyMatch(known -> known.text().matcher(reason).matches());
  }
}
