package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelContents;
import io.diction.identity.OrganizationId;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells how many terms go with a model. */
@Component
@Order(2)
class TermsOfModel implements ModelContents {
  private final TermRows rows;

  TermsOfModel(TermRows rows) {
    this.rows = rows;
  }

  @Override
  public Contents of(CustomModelId model, OrganizationId owner) {
    return new Contents("terms", rows.count(owner, model), List.of());
  }
}
