package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import java.util.List;

/** Tells what a module keeps of a model, for the question before the model is deleted. */
public interface ModelContents {
  /**
   * One kind of thing.
   *
   * @param kind as in message keys
   * @param going how many go with the model
   * @param staying names of some that stay, since other models use them
   */
  record Contents(String kind, long going, List<String> staying) {
    public Contents {
      staying = List.copyOf(staying);
    }
  }

  Contents of(CustomModelId model, OrganizationId owner);
}
