package io.diction.api.dataset;

import io.diction.api.answer.EntityKind;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.dataset.DatasetId;
import io.diction.dataset.KeptDatasets.Arrived;
import io.diction.storage.Blob;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** What a dataset is called in the portal: as callers call it when its bytes are there. */
@Component
class DatasetNames {
  private final PropertyRows properties;

  DatasetNames(PropertyRows properties) {
    this.properties = properties;
  }

  Arrived arrived(Arrival arrival, Blob blob) {
    Properties said = properties.get(EntityKind.DATASET, arrival.id(), arrival.organization());
    String name = said.displayName();
    return new Arrived(
        new DatasetId(arrival.id()),
        arrival.kind(),
        name == null ? arrival.id().toString() : name,
        arrival.locale(),
        arrival.createdAt(),
        blob,
        arrival.contentUrl() == null ? null : withoutSecrets(URI.create(arrival.contentUrl())));
  }

  /** Signatures and passwords in an address are its owner's. */
  private static String withoutSecrets(URI address) {
    return UriComponentsBuilder.fromUri(address)
        .userInfo(null)
        .replaceQuery(null)
        .fragment(null)
        .toUriString();
  }
}
