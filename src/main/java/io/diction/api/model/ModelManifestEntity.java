package io.diction.api.model;

import io.diction.api.answer.EntityReference;
import java.util.List;
import java.util.Map;

/**
 * The files that a model consists of.
 *
 * @param properties what has to be known to run it
 */
record ModelManifestEntity(
    EntityReference.Link model, List<ModelFile> modelFiles, Map<String, Object> properties) {
  /**
   * @param name its path in the folder that holds them all
   * @param contentUrl works without a key until it expires
   */
  record ModelFile(String name, String contentUrl) {}
}
