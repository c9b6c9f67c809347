package io.diction.custommodel;

import io.diction.web.TextLine;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a model beside its name; what is missing is empty.
 *
 * @param domain one of the offered ones, words of the user's own, or empty
 * @param autoTrain whether a training starts by itself as soon as uploaded data is valid
 */
public record ModelSettings(String description, String domain, boolean autoTrain) {
  /** Fields of use that the forms offer; whoever has another one names it. */
  public enum Domain {
    MEDICAL("Medical"),
    LEGAL("Legal"),
    FINANCIAL("Financial services"),
    TECHNICAL("Technical support"),
    ACCENT("Accent or dialect"),
    MEDIA("Media");

    private final String text;

    Domain(String text) {
      this.text = text;
    }

    /** As stored, whatever the language of the page. */
    public String text() {
      return text;
    }

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a form sends for a domain that is not offered. */
  public static final String OTHER = "Other";

  /** The domain that a form means by its choice and by what is typed beside it. */
  public static String domain(String chosen, String other) {
    return !chosen.equals(OTHER) ? chosen : other.isBlank() ? OTHER : other;
  }

  /** The offered one that a text means; empty for words of somebody's own. */
  public static Optional<Domain> offered(String domain) {
    return Stream.of(Domain.values()).filter(each -> each.text().equals(domain)).findFirst();
  }

  /** Whether it is none of those offered. */
  public static boolean isOther(String domain) {
    return !domain.isEmpty() && offered(domain).isEmpty();
  }

  /** Why settings are refused, as message keys. */
  public static final String DESCRIPTION_TOO_LONG = "custommodel.text.too-long";

  public static final String DOMAIN_TOO_LONG = "custommodel.domain.too-long";

  private static final int LONGEST_DESCRIPTION = 4000;
  private static final int LONGEST_DOMAIN = 256;

  public ModelSettings(@Nullable String description, @Nullable String domain, boolean autoTrain) {
    this.description =
        description == null ? "" : description.strip().replace("\r\n", "\n").replace('\r', '\n');
    this.domain = domain == null ? "" : TextLine.of(domain);
    this.autoTrain = autoTrain;
    TextLine.require(this.description, LONGEST_DESCRIPTION, DESCRIPTION_TOO_LONG);
    TextLine.require(this.domain, LONGEST_DOMAIN, DOMAIN_TOO_LONG);
  }
}
