package io.diction.api.dataset;

import io.diction.api.answer.EntityKind;
import io.diction.api.property.CompletionMail;
import io.diction.dataset.DatasetChecked;
import io.diction.identity.OrganizationId;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever wants to know that a dataset is ready, or failed. */
@Component
class DatasetsEnded {
  private final DatasetList list;
  private final CompletionMail mail;

  DatasetsEnded(DatasetList list, CompletionMail mail) {
    this.list = list;
    this.mail = mail;
  }

  @EventListener
  void ended(DatasetChecked checked) {
    tell(checked.organization(), checked.dataset().value());
  }

  /** In the transaction that ends it. */
  void tell(OrganizationId organization, UUID id) {
    list.find(organization, id)
        .filter(row -> !row.isUnderWay())
        .ifPresent(
            row ->
                mail.ended(EntityKind.DATASET, id, organization, row.status().equals("Succeeded")));
  }
}
