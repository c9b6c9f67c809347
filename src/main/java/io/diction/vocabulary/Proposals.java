package io.diction.vocabulary;

import io.diction.identity.OrganizationId;
import java.util.Collection;
import java.util.Map;

/** How terms are probably said that have no pronunciation of their own. */
public interface Proposals {
  /**
   * What is known so far.
   *
   * @param pronunciations phones, by term; terms that are several words have none
   * @param isLearning whether more of them follow
   */
  record Proposed(Map<String, String> pronunciations, boolean isLearning) {
    public Proposed {
      pronunciations = Map.copyOf(pronunciations);
    }
  }

  Proposed of(Collection<String> terms, String locale, OrganizationId organization);
}
