package io.diction.dataset.contribution;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Offered data that was checked, without waiting for the check. Import it as a bean. */
public final class ContributionFixtures {
  private final Contributions contributions;

  public ContributionFixtures(Contributions contributions) {
    this.contributions = contributions;
  }

  /** One that waits for the owner. */
  public UUID waiting(CustomModelId model, SignedIn by) {
    byte[] text = ("words for " + model).getBytes(StandardCharsets.UTF_8);
    try {
      contributions.offer(
          model,
          List.of(contributions.keep(model, "words.txt", new ByteArrayInputStream(text), by)),
          by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Contribution offered = contributions.page(model, GridQuery.first("offered"), by).rows().get(0);
    contributions.checked(offered, "[]", new ContributionJob.Counts(1, 0, 0, 0));
    return offered.id();
  }
}
