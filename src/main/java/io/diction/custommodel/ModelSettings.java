package io.diction.custommodel;

import io.diction.web.TextLine;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a model beside its name; what is missing is empty.
 *
 * @param domain one of the offered ones, words of the user's own, or empty
 * @param autoTrain whether a training starts by itself as soon as uploaded data is valid
 */
public record ModelSettings(String description, String domain, boolean autoTrain) {
  private static final int LONGEST_DESCRIPTION = 4000;
  private static final int LONGEST_DOMAIN = 256;

  public ModelSettings(@Nullable String description, @Nullable String domain, boolean autoTrain) {
    this.description =
        description == null ? "" : description.strip().replace("\r\n", "\n").replace('\r', '\n');
    this.domain = domain == null ? "" : TextLine.of(domain);
    this.autoTrain = autoTrain;
    TextLine.require(this.description, LONGEST_DESCRIPTION, "custommodel.text.too-long");
    TextLine.require(this.domain, LONGEST_DOMAIN, "custommodel.text.too-long");
  }
}
