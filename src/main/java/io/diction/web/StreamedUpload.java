package io.diction.web;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Declared as a bean: multipart posts to this path are read by their controller as a stream ({@link
 * UploadStream}). The container leaves them alone, which would write whole uploads to its own
 * temporary folder first. Their forms carry the token against forged requests in the address, since
 * parameters in the body are not read.
 */
public final class StreamedUpload {
  private final PathPattern path;

  /**
   * @param path such as {@code /custom-models/{id}/datasets}
   */
  public StreamedUpload(String path) {
    this.path = PathPatternParser.defaultInstance.parse(path);
  }

  PathPattern path() {
    return path;
  }
}
